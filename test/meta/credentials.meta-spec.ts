import { randomUUID } from 'node:crypto';
import { SecretKey } from '../../src/modules/bearer-auth/secret-key.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import { newSecretKey, prefixOf } from '../../src/secrets/secrets.js';
import { makeBrand, makeContact, makeKey, makePortal, makeTenant, makeUser } from '../factories/factories.js';
import type { CallOptions } from '../setup/api.js';
import { startPortico } from '../setup/portico.js';
import { fill, type Route, routesOf } from '../setup/routes.js';
import { examplesOf, headersOf } from '../setup/spec.js';
import { checksums } from '../setup/tables.js';

// not in beforeAll: there are tests per route of the running application
const portico = await startPortico();
const routes = routesOf(portico.app);

afterAll(() => portico.stop());

const em = portico.em();
const owning = await makeTenant(em);
const stranger = await makeTenant(em);
const { portal, token } = await makePortal(em, { brand: owning.brand });
const { token: otherToken } = await makePortal(em, { brand: stranger.brand });
const contact = await makeContact(em, { brand: owning.brand });
const blueprint = await portico.api.post('/v1/blueprint/create', { bearer: owning.key, body: { name: 'B' } });

const keyBelow = await ownerOfChild();
const expired = await makeKey(em, { brand: owning.brand, user: owning.owner, expiresAt: 1_000_000_000 });
const revoked = await revokedKey();
const orphaned = await keyOfDeletedUser();
const rotated = await rotatedToken();

async function ownerOfChild(): Promise<string> {
  const user = await makeUser(em);
  const brand = await makeBrand(em, { parent: owning.brand, owner: user });
  return makeKey(em, { brand, user });
}

async function revokedKey(): Promise<string> {
  const key = await makeKey(em, { brand: owning.brand, user: owning.owner });
  await portico.em().nativeUpdate(SecretKey, { prefix: prefixOf(key) }, { deletedAt: 1_700_000_000 });
  return key;
}

async function keyOfDeletedUser(): Promise<string> {
  const { brand } = owning;
  const user = await makeUser(em);
  const child = await makeBrand(em, { parent: brand, owner: user });
  const key = await makeKey(em, { brand: child, user });
  await portico.em().nativeUpdate(User, { id: user.id }, { deletedAt: 1_700_000_000 });
  return key;
}

/** A token of another portal, and of a time that is over. */
async function rotatedToken(): Promise<{ portalId: string; token: string }> {
  const brand = await makeBrand(em, { parent: owning.brand });
  const former = await makePortal(em, { brand });
  await portico.api.post(`/brands/${brand.id}/portal/token`, { bearer: owning.key });
  return { portalId: former.portal.id, token: former.token };
}

const known = (route: Route): Record<string, string> => ({
  brand: owning.brand.id,
  id: route.access === 'portal-token' ? portal.id : randomUUID(),
  contact: contact.id,
  portalId: portal.id,
  blueprintId: blueprint.body.id,
});

interface Attempt extends CallOptions {
  /** In place of what belongs to the tenant whose door this is. */
  readonly ids?: Record<string, string>;
  /** Acts in no brand but the credential's own. */
  readonly atHome?: true;
}

/** Calls with a body that would do if the credential did, and with the brand that is acted in. */
async function call(route: Route, { ids, atHome, ...options }: Attempt): Promise<number> {
  const { method, path, access } = route;
  const acting = access === 'bearer' && !atHome && { 'x-rechat-brand': ids?.['brand'] ?? owning.brand.id };
  const { body } = method === 'GET' ? {} : examplesOf(method, path);
  const answer = await portico.api.call(method, fill(path, { ...known(route), ...ids }, randomUUID()), {
    body,
    ...options,
    headers: { ...acting, ...options.headers },
  });
  return answer.status;
}

const refusals = (status: number, attempts: Record<string, Attempt>): [string, number, Attempt][] =>
  Object.entries(attempts).map(([name, attempt]) => [name, status, attempt]);

const bearer = owning.key;
const portalToken = token;

const NOT_A_BEARER = refusals(401, {
  'no credential': {},
  'a junk bearer': { bearer: newSecretKey() },
  'an expired key': { bearer: expired },
  'a revoked key': { bearer: revoked },
  'a key of a deleted user': { bearer: orphaned },
  'a portal token': { portalToken },
  "a portal's token as a bearer": { bearer: token },
  'a rotated token': { portalToken: rotated.token },
  'a junk bearer beside a good portal token': { bearer: newSecretKey(), portalToken },
  'an expired key beside a good portal token': { bearer: expired, portalToken },
});

const NO_ROLE = [
  ...refusals(403, {
    'a key of another tenant': { bearer: stranger.key },
    'a key of a child brand': { bearer: keyBelow },
    'a key of another tenant beside a good portal token': { bearer: stranger.key, portalToken },
  }),
  ...refusals(404, { 'a good key in an unknown brand': { bearer, ids: { brand: randomUUID() } } }),
];

const NOT_A_PORTAL_TOKEN = [
  ...refusals(401, {
    'no credential': {},
    'a junk token': { portalToken: randomUUID() },
    'a junk bearer': { bearer: newSecretKey() },
    'a good bearer': { bearer },
    'an expired key': { bearer: expired },
    'a revoked key': { bearer: revoked },
    'a key of a deleted user': { bearer: orphaned },
    "another portal's token": { portalToken: otherToken },
    "another portal's token beside a good bearer": { portalToken: otherToken, bearer },
    'a junk token beside a good bearer': { portalToken: randomUUID(), bearer },
    'its own token as a bearer': { bearer: token },
    'a rotated token': { portalToken: rotated.token, ids: { id: rotated.portalId } },
  }),
  ...refusals(404, { 'a good token at an unknown portal': { portalToken, ids: { id: randomUUID() } } }),
];

/**
 * What names a record in the path, where no brand does, is looked up among those of the caller. The number that a board
 * gave to a listing names no record: whoever puts one there makes it.
 */
const OUT_OF_SIGHT = refusals(404, {
  'a key of another tenant, at home': { bearer: stranger.key, atHome: true },
  'a key of a child brand, at home': { bearer: keyBelow, atHome: true },
});

function attemptsOf({ access, path }: Route): [string, number, Attempt][] {
  if (access === 'portal-token') return NOT_A_PORTAL_TOKEN;
  const isRecord = path.includes(':') && !/:(brand|mls_number)\b/.test(path);
  return [...NOT_A_BEARER, ...NO_ROLE, ...(isRecord ? OUT_OF_SIGHT : [])];
}

const closed = routes.filter(({ access }) => access !== 'public');
const named = (some: Route[]): [string, Route][] =>
  some.map((route) => [`${route.method} ${route.path}`, route]);
for (const secret of [expired, revoked, orphaned, rotated.token]) portico.keepSecret(secret);

describe('a credential that does not fit', () => {
  let before: Record<string, string>;
  beforeAll(async () => {
    before = await checksums(portico.em());
  });

  it.each(named(closed))('is refused by %s', async (_, route) => {
    const attempts = attemptsOf(route);
    const statuses: Record<string, number> = {};
    for (const [name, , attempt] of attempts) statuses[name] = await call(route, attempt);
    expect(statuses).toEqual(Object.fromEntries(attempts.map(([name, status]) => [name, status])));
  });

  it('changes nothing in the database', async () => {
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['brands', 'portals', 'secret_keys']));
    expect(await checksums(portico.em())).toEqual(before);
  });

  it.each(named(routes.filter(({ access }) => access === 'public')))(
    'does no harm to %s',
    async (_, route) => {
      const body = route.method === 'GET' ? undefined : {};
      const plain = await call(route, { body });
      expect([401, 403]).not.toContain(plain);
      for (const [name, , { bearer: key, portalToken: sent }] of [...NOT_A_BEARER, ...NO_ROLE]) {
        expect([name, await call(route, { bearer: key, portalToken: sent, body })]).toEqual([name, plain]);
      }
    },
  );
});

/** An answer that shows a secret: a portal's token, a key, what signs in. */
const carriesSecret = ({ method, path }: Route): boolean =>
  /"(token|secret|access_token|refresh_token|invitation)":/.test(
    JSON.stringify(examplesOf(method, path).answer ?? null),
  );

describe('no cache may keep', () => {
  it.each(named(routes.filter(({ access }) => access === 'portal-token')))(
    'what %s answers, refusals too',
    async (_, { method, path }) => {
      const ask = (id: string, sent?: string) =>
        portico.api.call(method, fill(path, { id, contact: contact.id }, randomUUID()), {
          portalToken: sent,
        });
      const answers = [await ask(portal.id, token), await ask(portal.id), await ask('x', token)];
      answers.push(await ask(randomUUID(), token));
      expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(Array(4).fill('no-store'));
    },
  );

  it('the answers that carry a secret', async () => {
    const showing = routes.filter(carriesSecret);
    expect(named(showing).map(([name]) => name)).toEqual(
      expect.arrayContaining(['PUT /brands/:brand/portal', 'POST /brands/:brand/portal/token']),
    );
    const { brand, key } = await makeTenant(portico.em());
    for (const { method, path } of showing) {
      const url = fill(path, { brand: brand.id }, randomUUID());
      const { headers } = await portico.api.call(method, url, {
        bearer: key,
        body: examplesOf(method, path).body,
      });
      expect([method, path, headers.get('cache-control')]).toEqual([method, path, 'no-store']);
    }
  });
});

describe('the document', () => {
  it.each(named(closed))('names the scheme that %s takes', (_, { method, path, access }) => {
    const scheme = access === 'bearer' ? 'Bearer' : 'PortalToken';
    expect(headersOf(method, path, 401)['WWW-Authenticate']?.schema).toMatchObject({ enum: [scheme] });
  });
});
