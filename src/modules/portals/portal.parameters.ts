import { TextQuery } from '../../http/parameters/query.js';

/**
 * Injects the hostname of the query. It may be longer than one can be: white space around it does not count.
 * @param normal what is injected; throws what is wrong with it
 */
export const HostnameQuery = (
  description: string,
  normal: (text: string, name: string) => string,
): ParameterDecorator =>
  TextQuery(
    'hostname',
    { description, required: true, minLength: 1, maxLength: 1024, example: 'portal-testhost' },
    normal,
  );
