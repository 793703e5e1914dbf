import { PORTAL_TOKEN_SCHEME } from '../http/access/access.js';
import { dialectOf } from '../http/dialect.js';
import type { Operation, Parameter } from './openapi-types.js';

interface BrandError {
  code: string;
  message: string;
  http: number;
  details?: { path: string; message: string }[];
}

/** Makes the errors that an operation of the brand API shows those of its own parameters, in place. */
export function nameErrors(path: string, operation: Operation): void {
  if (dialectOf(path) !== 'brand') return;
  for (const [status, { content }] of Object.entries(operation.responses)) {
    const media = content?.['application/json'];
    const known = messageOf(Number(status), path, operation);
    if (media && known) media.example = { ...(media.example as BrandError), ...known };
  }
}

function messageOf(status: number, path: string, operation: Operation): Partial<BrandError> | undefined {
  if (status === 400) return invalid(operation);
  if (status === 404) return notFound(path, operation);
  const byPortal = operation.security?.some((scheme) => PORTAL_TOKEN_SCHEME in scheme) ?? false;
  if (status === 401 && byPortal) return { message: 'The token is not the one of this portal' };
  return undefined;
}

function invalid({ parameters = [] }: Operation): Partial<BrandError> | undefined {
  const first = parameters.find(({ required }) => required) ?? parameters[0];
  if (!first) return undefined;
  const isUuid = first.schema.format === 'uuid';
  const message = isUuid ? 'is not a uuid' : 'is not what it has to be';
  return { message: `${first.name} ${message}`, details: [{ path: first.name, message }] };
}

/** `/brands/{brand}/portal`: a brand without a portal; `/portals/{id}/contacts/{contact}/…`: an unknown contact. */
function notFound(path: string, { parameters = [] }: Operation): Partial<BrandError> | undefined {
  const ids = parameters.filter(({ in: place, schema }) => place === 'path' && schema.format === 'uuid');
  const last = ids.at(-1);
  if (path.startsWith('/brands/{brand}/portal') || !last) return undefined;
  const example = last.example ?? last.schema.example;
  return { message: `${modelOf(path, last)} ${String(example)} not found` };
}

function modelOf(path: string, { name }: Parameter): string {
  const segments = path.split('/');
  const collection = segments[segments.indexOf(`{${name}}`) - 1] ?? '';
  const words = (name === 'id' ? collection.replace(/s$/, '') : name).replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
