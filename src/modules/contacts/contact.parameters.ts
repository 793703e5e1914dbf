import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { PathUuid } from '../../http/parameters/path.js';

/** Injects the contact's id of the path. */
export const ContactId = (name: 'id' | 'contact' = 'contact'): ParameterDecorator =>
  PathUuid(name, { description: 'Id of the contact', example: EXAMPLE_IDS.contact });
