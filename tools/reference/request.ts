import { type Document, exampleOf, type Operation, type Parameter, type Route } from './openapi.ts';

export const JSON_TYPE = 'application/json';

/** Where a service listens that was started as it comes. */
const ORIGIN = 'http://127.0.0.1:3000';

export const parametersIn = ({ parameters = [] }: Operation, ...places: Parameter['in'][]): Parameter[] =>
  parameters.filter((parameter) => places.includes(parameter.in));

/** `/portals/search{?hostname}`, as the client is to fill it in. */
export function uriTemplate({ path, operation }: Route): string {
  const query = parametersIn(operation, 'query')
    .map(({ name }) => name)
    .filter((name) => name !== 'associations');
  return path.replaceAll(/\{([^}]+)\}/g, ':$1') + (query.length > 0 ? `{?${query.join(',')}}` : '');
}

/** The path with the examples of what it needs. */
export function exampleUri({ path, operation }: Route): string {
  const filled = parametersIn(operation, 'path').reduce(
    (uri, parameter) => uri.replace(`{${parameter.name}}`, encoded(parameter)),
    path,
  );
  const query = parametersIn(operation, 'query').filter(({ required }) => required);
  const pairs = query.map((parameter) => `${parameter.name}=${encoded(parameter)}`);
  return filled + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
}

const encoded = (parameter: Parameter): string => encodeURIComponent(String(exampleOf(parameter)));

/** The security scheme that `operation` asks for; none if it is open to anybody. */
export const schemeOf = ({ security = [] }: Operation): string | undefined =>
  security.flatMap((scheme) => Object.keys(scheme))[0];

interface Credential {
  header: string;
  /** How a reader sees what belongs there. */
  sample: string;
  /** The shell variable that is to hold the credential, with what stands before it. */
  variable: string;
}

/** The header by which a caller of the security scheme `name` identifies itself. */
export function credentialOf({ components }: Document, name: string): Credential {
  const { type, name: header = name } = components.securitySchemes?.[name] ?? { type: 'http' };
  return type === 'http'
    ? { header: 'Authorization', sample: 'Bearer sk_…', variable: 'Bearer $KEY' }
    : { header, sample: '3f0b6c1e-53a5-4d0e-9d6c-8f5f5e0b8a11', variable: '$TOKEN' };
}

/** What goes over the wire. */
export function rawRequest(document: Document, route: Route, body: unknown): string {
  const scheme = schemeOf(route.operation);
  const credential = scheme === undefined ? undefined : credentialOf(document, scheme);
  return [
    `${route.method.toUpperCase()} ${exampleUri(route)} HTTP/1.1`,
    `Host: ${new URL(ORIGIN).host}`,
    ...(credential ? [`${credential.header}: ${credential.sample}`] : []),
    ...(body === undefined ? [] : [`Content-Type: ${JSON_TYPE}`, '', JSON.stringify(body, null, 2)]),
  ].join('\n');
}

/** A command that works when pasted into a shell whose KEY or TOKEN is set. */
export function curlCommand(document: Document, route: Route, body: unknown): string {
  const scheme = schemeOf(route.operation);
  const credential = scheme === undefined ? undefined : credentialOf(document, scheme);
  // curl itself sends GET, or POST where there is a body
  const method =
    route.method === (body === undefined ? 'get' : 'post') ? '' : `-X ${route.method.toUpperCase()} `;
  return [
    `curl ${method}${shellQuoted(ORIGIN + exampleUri(route))}`,
    ...(credential ? [`-H "${credential.header}: ${credential.variable}"`] : []),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: ${JSON_TYPE}'`, `-d ${shellQuoted(JSON.stringify(body, null, 2))}`]),
  ].join(' \\\n  ');
}

/** `text` as one word of a POSIX shell, whatever it holds. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
