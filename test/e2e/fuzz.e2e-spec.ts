import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { makeContact, makePortal, makeTenant } from '../factories/factories.js';
import { bodiesLike, oddText, parametersLike } from '../setup/arbitraries.js';
import { startPortico } from '../setup/portico.js';
import { type Route, routesOf } from '../setup/routes.js';
import {
  bodySchemaOf,
  type DocumentedParameter,
  largestError,
  parametersOf,
  statusesOf,
} from '../setup/spec.js';

// not in beforeAll: there is a test per route of the running application
const portico = await startPortico();
const routes = routesOf(portico.app).filter(({ path }) => !/^\/(health|metrics)/.test(path));
const { brand, key } = await makeTenant(portico.em());
await makePortal(portico.em(), { brand });
// of another brand: some route of the first one replaces its token
const visited = await makeTenant(portico.em());
const { portal, token } = await makePortal(portico.em(), { brand: visited.brand });
const contact = await makeContact(portico.em(), { brand: visited.brand });
const known: Record<string, string> = { brand: brand.id, id: portal.id, contact: contact.id };

afterAll(() => portico.stop());

/** A validation answer is short, however long the list of faults is. */
const MOST_BYTES = 64 * 1024;

/** Beside what a route documents: what others take, and spellings that are like objects and lists. */
const STRAY = ['start', 'order', 'associations[]', 'hostname', 'mls_number', 'a[b]', 'meta[a]', 'meta.a.b'];

type Query = readonly (readonly [string, string])[];

function queriesOf(parameters: readonly DocumentedParameter[]): fc.Arbitrary<Query> {
  const documented = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) => fc.tuple(fc.constant(name), parametersLike(schema)));
  const stray = fc.tuple(fc.constantFrom(...STRAY), oddText);
  return fc.array(fc.oneof({ weight: 3, arbitrary: fc.oneof(stray, ...documented) }, stray), {
    maxLength: 5,
  });
}

/** `null`: the id of something that exists. */
const segmentsOf = (parameters: readonly DocumentedParameter[]): fc.Arbitrary<Segments> =>
  fc.record(
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name, schema }) => [name, fc.option(parametersLike(schema), { freq: 2 })]),
    ),
  );

type Segments = Readonly<Record<string, string | null>>;

function urlOf({ path }: Route, values: Segments, query: Query): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const odd = values[name]?.toWellFormed() ?? '';
    // a client resolves `.` and `..` itself, and an empty segment makes another path
    return encodeURIComponent(['', '.', '..'].includes(odd) ? (known[name] ?? randomUUID()) : odd);
  });
  const text = query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&');
  return text === '' ? filled : `${filled}?${text}`;
}

describe.each(routes.map((route): [string, Route] => [`${route.method} ${route.path}`, route]))(
  '%s',
  (_, route) => {
    const { method, path, access } = route;
    const schema = bodySchemaOf(method, path);
    const parameters = parametersOf(method, path);
    const bodies = schema ? bodiesLike(schema) : fc.constant(undefined);

    it('answers whatever comes without a fault of ours, and only as documented', async () => {
      const statuses = statusesOf(method, path);
      await fc.assert(
        fc.asyncProperty(
          segmentsOf(parameters),
          queriesOf(parameters),
          bodies,
          async (values, query, body) => {
            const { status, text } = await portico.api.call(method, urlOf(route, values, query), {
              bearer: access === 'bearer' ? key : undefined,
              portalToken: access === 'portal-token' ? token : undefined,
              body,
            });
            expect(status).toBeLessThan(500);
            expect(statuses).toContain(status);
            if (status >= 400) {
              expect(Buffer.byteLength(text)).toBeLessThan(Math.min(MOST_BYTES, largestError()));
            }
          },
        ),
        { numRuns: Number(process.env['FUZZ_RUNS'] ?? 60) },
      );
    });
  },
);
