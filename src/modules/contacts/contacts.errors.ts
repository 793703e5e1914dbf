import { ValidationFailed } from '../../http/errors/errors.js';
import type { RefusedContact } from './prepare-contacts.js';

const SAID_IN_MESSAGE = 5;

/** Of contacts that were to be created together, some cannot be. */
export class ContactsRefused extends ValidationFailed {
  constructor(refused: readonly RefusedContact[]) {
    super(refused.flatMap(({ faults }) => faults));
    const said = refused.slice(0, SAID_IN_MESSAGE).map(({ message }) => message);
    const more = refused.length - said.length;
    this.message = more > 0 ? `${said.join('; ')}; and ${more} more contacts` : said.join('; ');
  }
}
