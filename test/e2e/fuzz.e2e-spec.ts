import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { makeContact, makePortal, makeTenant } from '../factories/factories.js';
import { bodiesLike, oddText } from '../setup/arbitraries.js';
import { startPortico } from '../setup/portico.js';
import { type Route, routesOf } from '../setup/routes.js';
import { bodySchemaOf } from '../setup/spec.js';

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

const queries = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...[
        'start',
        'limit',
        'order',
        'associations',
        'associations[]',
        'hostname',
        'mls_number',
        'mls',
        'a[b]',
      ],
    ),
    oddText,
  ),
  { maxLength: 3 },
);

/** `null`: the id of something that exists. */
const segments = fc.array(fc.option(oddText, { freq: 6 }), { minLength: 3, maxLength: 3 });

function urlOf({ path }: Route, values: (string | null)[], query: [string, string][]): string {
  let index = 0;
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const odd = values[index++]?.toWellFormed() ?? '';
    // a client resolves `.` and `..` itself, and an empty segment makes another path
    return encodeURIComponent(['', '.', '..'].includes(odd) ? (known[name] ?? randomUUID()) : odd);
  });
  const text = query.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&');
  return text === '' ? filled : `${filled}?${text}`;
}

describe.each(routes.map((route): [string, Route] => [`${route.method} ${route.path}`, route]))(
  '%s',
  (_, route) => {
    const { method, path, access } = route;
    const schema = bodySchemaOf(method, path);
    const bodies = schema ? bodiesLike(schema) : fc.constant(undefined);

    it('answers whatever comes without a fault of ours, and only as documented', async () => {
      await fc.assert(
        fc.asyncProperty(segments, queries, bodies, async (values, query, body) => {
          const { status } = await portico.api.call(method, urlOf(route, values, query), {
            bearer: access === 'bearer' ? key : undefined,
            portalToken: access === 'portal-token' ? token : undefined,
            body,
          });
          expect(status).toBeLessThan(500);
        }),
        { numRuns: Number(process.env['FUZZ_RUNS'] ?? 60) },
      );
    });
  },
);
