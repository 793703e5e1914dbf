import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_NODES, metaChecks } from '../../database/columns.js';
import { violates } from '../../database/database-errors.js';
import { PreconditionFailed, ValidationFailed } from '../../http/errors/errors.js';

export class ResourceChanged extends PreconditionFailed {
  constructor(model: string, reference: string) {
    super(`${model} ${reference} has another version than If-Match names`);
  }
}

/** The error for a merge that made `meta` larger than it may be; any other error as it is. */
export function overfullMeta(error: unknown, table: string): unknown {
  const [size, nodes] = metaChecks(table).map(({ name }) => violates(error, name));
  if (size)
    return ValidationFailed.at('meta', `must be at most ${MAX_DOCUMENT_BYTES} bytes long once it is merged`);
  if (nodes)
    return ValidationFailed.at('meta', `must have at most ${MAX_DOCUMENT_NODES} values once it is merged`);
  return error;
}
