import { fromRequest } from '../../http/parameters/from-request.js';

/** Injects the header `Authorization`, in which a client may name itself; the body may do that as well. */
export const SentAuthorization = (): ParameterDecorator =>
  fromRequest(({ headers }) => headers.authorization);
