import { PreconditionFailed } from '../../http/errors/errors.js';

export class BlueprintChanged extends PreconditionFailed {
  constructor(id: string) {
    super(`Blueprint ${id} has another version than If-Match names`);
  }
}
