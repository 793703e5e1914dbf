import { isEmail } from 'class-validator';
import { ownRule } from '../../http/body/sentences.js';

export const MAX_EMAIL = 254;

/** An address that can be written to, one of this machine's own included. */
export const IsEmailAddress = (): PropertyDecorator =>
  ownRule({
    name: 'isEmailAddress',
    sentence: () => 'must be an e-mail address',
    isMet: (value) => isEmail(value, { require_tld: false }),
  });
