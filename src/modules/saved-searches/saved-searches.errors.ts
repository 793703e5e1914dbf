import { violates } from '../../database/database-errors.js';
import { Conflict, Forbidden } from '../../http/errors/errors.js';

/** Of a contact's searches, how many the visitor makes at most, and how many the brand gives it: each so many. */
export const MAX_SEARCHES = 100;

export class TooManySearches extends Conflict {
  constructor(contactId: string, which: string) {
    super(`contact ${contactId} has ${MAX_SEARCHES} saved searches ${which}, which is the most there can be`);
  }
}

/** A visitor changes what the visitor made; what the brand gave is the brand's. */
export class NotOwnSearch extends Forbidden {
  constructor(id: string) {
    super(`SavedSearch ${id} was not made by this visitor, who therefore cannot change it`);
  }
}

/** The error for one search too many; any other error as it is. @param which whose searches are counted */
export const overfullSearches = (error: unknown, contactId: string, which: string): unknown =>
  violates(error, 'saved_search_contacts_most') ? new TooManySearches(contactId, which) : error;
