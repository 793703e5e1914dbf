import { PORTAL_TOKEN_SCHEME } from '../http/access.js';
import { dialectOf } from '../http/dialect.js';
import { codeOf } from '../http/errors.js';
import type { Document, Media, Operation, Parameter } from './openapi-types.js';

interface BrandError {
  code: string;
  message: string;
  http: number;
  details?: { path: string; message: string }[];
}

const CONFIGURATION_ERROR = 'ConfigurationErrorDto';

/** Makes the errors of an operation those of its own parameters, in the shape of its dialect; in place. */
export function nameErrors(document: Document, path: string, operation: Operation): void {
  for (const [status, { content }] of Object.entries(operation.responses)) {
    const media = content?.['application/json'];
    if (Number(status) < 400 || !media) continue;
    const known = messageOf(Number(status), path, operation);
    if (known !== undefined)
      Object.assign(media, { example: { ...(media.example as BrandError), ...known } });
    if (dialectOf(path) === 'configuration' && CONFIGURATION_ERROR in document.components.schemas) {
      asConfigurationError(media);
    }
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

/** Access and throttling document their errors for both dialects alike. */
function asConfigurationError(media: Media): void {
  const { message, http } = media.example as BrandError;
  if (http === undefined) return;
  media.schema = { $ref: `#/components/schemas/${CONFIGURATION_ERROR}` };
  media.example = { message, code: codeOf(http, 'configuration') };
}
