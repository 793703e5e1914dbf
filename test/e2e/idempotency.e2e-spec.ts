import { prepareDatabase } from '../../src/lifecycle/prepare-database.js';
import { makePortal, makeTenant, unique } from '../factories/factories.js';
import { startPortico } from '../setup/portico.js';
import { type Route, routesOf } from '../setup/routes.js';
import { bodySchemaOf, examplesOf, exampleUrl } from '../setup/spec.js';
import { checksums } from '../setup/tables.js';

const KEY = 'sk_4r3-8xBzC9dYeXfWgVhUiTjSkRlQmPnOoN1a2b3d';

// not in beforeAll: there is a test for each route of the running application
const portico = await startPortico({ DEMO_DATA: 'true', BOOTSTRAP_SECRET_KEY: KEY });
const secrets = await prepareDatabase(portico.app);
const portalToken = secrets?.portalToken ?? '';
for (const secret of [KEY, portalToken]) portico.keepSecret(secret);

afterAll(() => portico.stop());

/** What the examples of others need goes last. */
const takesAway = ({ path }: Route): number => Number(/\/(delete|token)$/.test(path));
const posts = routesOf(portico.app)
  .filter(({ method }) => method === 'POST')
  .sort((one, other) => takesAway(one) - takesAway(other));

const PASSWORD = 'correct horse battery';

async function invited(): Promise<{ email: string; token: string }> {
  const { path } = posts.find((route) => route.path.endsWith('/members')) as Route;
  const email = `${unique('invited')}@example.com`;
  const { body } = await portico.api.post(exampleUrl('POST', path), { bearer: KEY, body: { email } });
  portico.keepSecret(body.data.invitation);
  return { email, token: body.data.invitation as string };
}

/** What the document cannot show, because it works once. */
const BODIES: Readonly<Record<string, () => Promise<object>>> = {
  '/users/password': async () => ({ token: (await invited()).token, password: PASSWORD }),
  '/oauth2/token': async () => {
    const { email: username, token } = await invited();
    await portico.api.post('/users/password', { body: { token, password: PASSWORD } });
    return { grant_type: 'password', username, password: PASSWORD };
  },
};

/** What the document shows of a body, as text. */
async function bodyFor({ path }: Route): Promise<string | undefined> {
  const lines = bodySchemaOf('POST', path, 'application/x-ndjson') as { example: string } | undefined;
  if (lines) return lines.example;
  const body = BODIES[path] ? await BODIES[path]() : examplesOf('POST', path).body;
  return body === undefined ? undefined : JSON.stringify(body);
}

function call({ path, access }: Route, key: string, raw: string | undefined) {
  const isLines = bodySchemaOf('POST', path, 'application/x-ndjson') !== undefined;
  return portico.api.post(exampleUrl('POST', path), {
    ...(access === 'portal-token' && { portalToken }),
    ...(access === 'bearer' && { bearer: KEY }),
    ...(raw !== undefined && { raw }),
    headers: { 'idempotency-key': key, ...(isLines && { 'content-type': 'application/x-ndjson' }) },
  });
}

describe.each(posts.map((route) => [route.path, route] as const))('POST %s', (_, route) => {
  it('takes effect once for a key, and answers the same again', async () => {
    const key = unique('key');
    const raw = await bodyFor(route);
    const first = await call(route, key, raw);
    const tokens = [first.body.access_token, first.body.refresh_token] as (string | undefined)[];
    for (const token of tokens) if (token) portico.keepSecret(token);
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([200, null]);
    const before = await checksums(portico.em());
    const again = await call(route, key, raw);
    const otherBody = await call(route, key, ` ${raw ?? '{}'}`);
    expect(await checksums(portico.em())).toEqual(before);

    const said = [again, otherBody].map(({ status, body }) => [status, body.message as unknown]);
    if (/"(token|secret|invitation|access_token)":"/.test(first.text)) {
      const done = `The call with Idempotency-Key ${key} was done; its answer is not kept: it carried a secret, or was too long`;
      expect(said).toEqual([
        [409, done],
        [409, done],
      ]);
      const [row] = await portico
        .em()
        .execute<{ length: number }[]>(
          `select length(body_hash) as length from idempotency_keys order by created_at desc limit 1`,
        );
      expect(row?.length).toBe(0);
      return;
    }
    expect(said[1]).toEqual([409, `Idempotency-Key ${key} was sent with another body`]);
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([
      200,
      first.text,
      'true',
    ]);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  });

  it('refuses a key that is too long', async () => {
    const { status, text } = await call(route, 'k'.repeat(256), await bodyFor(route));
    expect([status, text.includes('Idempotency-Key must be at most 255 characters long')]).toEqual([
      400,
      true,
    ]);
  });
});

describe('Idempotency-Key', () => {
  const create = (bearer: string, body: object, headers: Record<string, string>) =>
    portico.api.post('/brands', { bearer, body, headers });

  it('counts for its caller, its brand and its route alone', async () => {
    const [one, other] = [await makeTenant(portico.em()), await makeTenant(portico.em())];
    const headers = { 'idempotency-key': unique('key') };
    const bodyOf = (parent: string) => ({ name: 'Once', brand_type: 'Team', parent });
    const first = await create(one.key, bodyOf(one.brand.id), headers);
    expect(first.status).toBe(200);
    const elsewhere = await create(other.key, bodyOf(other.brand.id), headers);
    expect([elsewhere.status, elsewhere.headers.get('idempotent-replayed')]).toEqual([200, null]);

    const acting = { ...headers, 'x-rechat-brand': first.body.data.id as string };
    const inChild = await create(one.key, bodyOf(one.brand.id), acting);
    expect([inChild.status, inChild.headers.get('idempotent-replayed')]).toEqual([200, null]);
    const search = await portico.api.post(`/brands/${one.brand.id}/saved-searches`, {
      bearer: one.key,
      body: { title: 'Once' },
      headers,
    });
    expect(search.headers.get('idempotent-replayed')).toBeNull();

    const again = await create(one.key, bodyOf(one.brand.id), headers);
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
  });

  it('is free again after a refusal, and after a day', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    const headers = { 'idempotency-key': unique('key') };
    const refused = await create(key, { name: 'Once', brand_type: 'Village' }, headers);
    const good = { name: 'Once', brand_type: 'Team', parent: brand.id };
    const first = await create(key, good, headers);
    expect([refused.status, first.status]).toEqual([400, 200]);
    await portico.em().execute(`update idempotency_keys set created_at = now() - interval '25 hours'`);
    const later = await create(key, good, headers);
    expect([later.status, later.body.data.id === first.body.data.id]).toEqual([200, false]);

    // what is refused late, by the database, leaves no trace of the key either
    const attributes = { attributes: [{ attribute_type: 'tag', text: 'once' }] };
    const url = `/portals/${portal.id}/contacts/${brand.id}/attributes`;
    const unknown = () => portico.api.post(url, { portalToken: token, body: attributes, headers });
    expect([(await unknown()).status, (await unknown()).status]).toEqual([404, 404]);
  });

  it('sweeps keys that are older than a day by the way', async () => {
    const { brand, key } = await makeTenant(portico.em());
    const send = (n: number) =>
      create(
        key,
        { name: `Sweep ${n}`, brand_type: 'Team', parent: brand.id },
        { 'idempotency-key': unique('key') },
      );
    for (let n = 0; n < 3; n++) await send(n);
    await portico.em().execute(`update idempotency_keys set created_at = now() - interval '25 hours'`);
    await send(3);
    const [row] = await portico
      .em()
      .execute<{ count: number }[]>('select count(*)::int as count from idempotency_keys');
    expect(row?.count).toBeLessThanOrEqual(1 + Math.max(0, posts.length + 4 - 20));
  });
});
