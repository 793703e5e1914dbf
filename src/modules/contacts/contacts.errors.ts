import type { Refusal } from '../../http/response/batch.js';
import { ValidationFailed } from '../../http/errors/errors.js';

/** Of contacts that were to be created together, some cannot be. */
export class ContactsRefused extends ValidationFailed {
  constructor(refused: readonly Refusal[]) {
    super(refused.flatMap(({ details }) => details));
    this.message = refused.map(({ message }) => message).join('; ');
  }
}
