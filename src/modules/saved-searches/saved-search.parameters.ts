import { PathUuid } from '../../http/parameters/path.js';
import { OWN_SEARCH } from './saved-search.examples.js';

/** Injects the id of a contact's search, of the path. */
export const ContactSearchId = (): ParameterDecorator =>
  PathUuid('search', { description: 'Id of the saved search', example: OWN_SEARCH.id });

/** Injects the id of the contact that has it. */
export const SearchingContactId = (): ParameterDecorator =>
  PathUuid('contact', { description: 'Id of the contact', example: OWN_SEARCH.contact });
