import { Conflict } from '../../http/errors/errors.js';

/** A saved search that asks for what no listing says. It would find nothing, or too much; both would mislead. */
export class UnanswerableSearch extends Conflict {
  constructor(searchId: string, criteria: readonly string[]) {
    super(`SavedSearch ${searchId} asks for what listings cannot be searched by: ${criteria.join(', ')}`);
  }
}
