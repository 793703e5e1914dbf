import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { PathUuid } from '../../http/parameters/path.js';

/** Injects the attribute's id of the path. */
export const AttributeId = (example: string): ParameterDecorator =>
  PathUuid('attribute', { description: 'Id of a live attribute of the contact', example });

/** Injects the contact's id of the path. */
export const ContactId = (name: 'id' | 'contact' = 'contact'): ParameterDecorator =>
  PathUuid(name, { description: 'Id of the contact', example: EXAMPLE_IDS.contact });
