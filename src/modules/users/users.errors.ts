import { Unauthorized } from '../../http/errors/errors.js';

export class InvitationNotGood extends Unauthorized {
  constructor() {
    super('The invitation is unknown, expired or used');
  }
}
