import { violates } from '../../database/database-errors.js';
import { Conflict, ValidationFailed } from '../../http/errors/errors.js';
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

/** How many live attributes a contact has at most, and how much text in them, in bytes of UTF-8. */
export const MAX_LIVE_ATTRIBUTES = 1_000;
const MAX_ATTRIBUTES_TEXT = 10 * 1024 * 1024;

export class TooManyAttributes extends Conflict {
  static ofCount(contactId: string): TooManyAttributes {
    return new TooManyAttributes(
      `contact ${contactId} would have more than ${MAX_LIVE_ATTRIBUTES} live attributes, which is the most there can be`,
    );
  }

  static ofText(contactId: string): TooManyAttributes {
    return new TooManyAttributes(
      `contact ${contactId} would have more than ${MAX_ATTRIBUTES_TEXT} bytes of text in its attributes, which is the most there can be`,
    );
  }
}

/** The error for one attribute too many; any other error as it is. */
export function overfullContact(error: unknown, contactId: string): unknown {
  if (violates(error, 'contact_attributes_most')) return TooManyAttributes.ofCount(contactId);
  if (violates(error, 'contact_attributes_most_text')) return TooManyAttributes.ofText(contactId);
  return error;
}

/** Of several attributes of a contact one would become the same as another. */
export class AlreadyKnown extends Conflict {
  constructor(contactId: string) {
    super(`contact ${contactId} has an attribute with that value already, and has each value once`);
  }
}
