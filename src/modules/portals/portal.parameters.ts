import { TextQuery } from '../../http/parameters/query.js';

/** Injects the hostname of the query. It may be longer than one can be: white space around it does not count. */
export const HostnameQuery = (description: string, { minLength = 1 } = {}): ParameterDecorator =>
  TextQuery('hostname', {
    description,
    required: true,
    minLength,
    maxLength: 1024,
    example: 'portal-testhost',
  });
