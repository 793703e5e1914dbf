import { readFileSync } from 'node:fs';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { makeBrand, makeKey, makeTenant, makeUser } from '../factories/factories.js';
import type { CallOptions } from '../setup/api.js';
import { type Document, type Route, routesOf } from '../setup/openapi-document.js';
import { startPortico } from '../setup/portico.js';
import { examplesOf, parametersOf } from '../setup/spec.js';
import { checksums } from '../setup/tables.js';
import { makeWorld, type Place, PLACES, type World } from '../setup/world.js';

/*
 * Every operation of the document, with the records of every brand around the caller's, and every kind of credential. What
 * is expected follows from the access rule alone, which is written down here once more.
 */

const portico = await startPortico();
const world = await makeWorld(portico);
afterAll(() => portico.stop());

/** What a parameter of a path names: by its name, or else by the segment before it. */
const KINDS: Readonly<Record<string, string>> = {
  brands: 'brand',
  portals: 'portal',
  portalId: 'portal',
  blueprintId: 'blueprint',
  contacts: 'contact',
  'saved-searches': 'search',
  listings: 'listing',
  channels: 'channel',
  leads: 'lead',
  keys: 'key',
};

function kindOf(path: string, name: string): string {
  const before = path.split('/').at(path.split('/').indexOf(`{${name}}`) - 1) ?? '';
  const kind = name === 'id' ? KINDS[before] : (KINDS[name] ?? name);
  if (kind === undefined || !(kind in world.places.own)) throw new Error(`What is {${name}} of ${path}?`);
  return kind;
}

const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

type Access = 'public' | 'bearer' | 'portal-token';
const accessOf = ({ operation }: Route): Access => {
  const [scheme] = Object.keys(operation.security?.[0] ?? {});
  return (scheme as Access | undefined) ?? 'public';
};

/** A listing is its tree's, whichever brand of that put it there. */
const TENANT: readonly Place[] = ['own', 'child', 'parent', 'sibling', 'deleted'];
const BELOW: readonly Place[] = ['own', 'child'];
const OWN: readonly Place[] = ['own'];

/** Whose records are in sight of a caller at home in the own brand, without another one being named. */
function inSight(access: Access, path: string, name: string): readonly Place[] {
  const kind = kindOf(path, name);
  if (kind === 'listing' || kind === 'mls') return TENANT;
  const isFirst = namesIn(path)[0] === name;
  return access === 'bearer' && isFirst && kind !== 'brand' ? BELOW : OWN;
}

/** Answers a list for whoever it is, as the reference does. */
const EMPTY_FOR_STRANGERS = 'get /portals/{id}/saved-searches/{contact}';

/** Unless it is told where to. */
const MAKES_A_ROOT = 'post /brands';

interface Case {
  /** Where the brand is that is acted in, if one is named. */
  readonly brand?: Place;
  /** Where the record is that is named by this parameter of the path, and those of all after it. */
  readonly from?: string;
  readonly place: Place;
  readonly expected: 'in' | 401 | 403 | 404;
}

const WITHOUT_ROLE: Readonly<Record<Place, Case['expected']>> = {
  own: 'in',
  child: 'in',
  parent: 403,
  sibling: 403,
  foreign: 403,
  deleted: 404,
  random: 404,
};

function casesOf(route: Route): Case[] {
  const { method, path } = route;
  const access = accessOf(route);
  const names = namesIn(path);
  const records = names.filter(
    (name) => !(access === 'bearer' && kindOf(path, name) === 'brand') && name !== 'mls_number',
  );
  const ofRecords = records.flatMap((from) =>
    PLACES.map((place): Case => {
      const isEmpty = `${method} ${path}` === EMPTY_FOR_STRANGERS && from === 'contact';
      const isSeen = isEmpty || inSight(access, path, from).includes(place);
      return { from, place, expected: isSeen ? 'in' : 404 };
    }),
  );
  if (access === 'bearer') {
    const ofBrands = PLACES.map((place): Case => ({ brand: place, place, expected: WITHOUT_ROLE[place] }));
    return [...ofBrands, ...(makesItsRecord(route) ? [] : ofRecords)];
  }
  if (access === 'public') return PLACES.flatMap((place) => publicCase(place, names));
  // a portal that does not live is unknown; of any other one the token is not this one
  const isPortal = ({ from, place }: Case) => from === 'id' && !['own', 'deleted', 'random'].includes(place);
  return ofRecords.map((one) => (isPortal(one) ? { ...one, expected: 401 } : one));
}

const publicCase = (place: Place, [from]: string[]): Case[] => {
  if (from === undefined) return [];
  return [{ from, place, expected: place === 'deleted' || place === 'random' ? 404 : 'in' }];
};

/** The number that a board gave to a listing names no record: whoever puts one there makes it. */
const makesItsRecord = ({ method, path }: Route): boolean =>
  method === 'put' && path === '/listings/{mls}/{mls_number}';

/** The ids that stand in examples, by what they are ids of. */
const exampleIds = new Map<string, string>();
const routes = routesOf(JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as Document);
for (const { method, path } of routes) {
  for (const { name, in: where, example, schema } of parametersOf(
    method,
    path.replaceAll(/\{(\w+)\}/g, ':$1'),
  )) {
    if (where === 'path') exampleIds.set(String(example ?? schema.example), kindOf(path, name));
  }
}

async function send(around: World, route: Route, { brand, from, place }: Case, credential: CallOptions) {
  const { method, path } = route;
  const names = namesIn(path);
  const isVaried = (name: string) => from !== undefined && names.indexOf(name) >= names.indexOf(from);
  const recordsOf = (name: string) => around.places[isVaried(name) ? place : (brand ?? 'own')];
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(recordsOf(name)[kindOf(path, name)]));
  const express = path.replaceAll(/\{(\w+)\}/g, ':$1');
  const query = new URLSearchParams(
    parametersOf(method, express)
      .filter((parameter) => parameter.in === 'query' && parameter.required)
      .map(({ name, example, schema }) => [name, String(example ?? schema.example)] as [string, string]),
  );
  let body = JSON.stringify(examplesOf(method, express).body);
  const records = around.places[brand ?? (from === names.at(-1) ? place : 'own')];
  for (const [id, kind] of exampleIds)
    body = (body as string | undefined)?.replaceAll(id, String(records[kind])) as string;
  if (`${method} ${path}` === MAKES_A_ROOT)
    body = JSON.stringify({ ...JSON.parse(body), parent: records['brand'] });
  const headers = brand !== undefined && { 'x-rechat-brand': String(around.places[brand]['brand']) };
  return portico.api.call(method.toUpperCase(), `${url}${query.size > 0 ? `?${query.toString()}` : ''}`, {
    ...credential,
    ...((body as string | undefined) !== undefined && { raw: body }),
    headers: { ...headers, ...credential.headers },
  });
}

const outcomeOf = (status: number): 'in' | number =>
  status < 500 && ![401, 403, 404].includes(status) ? 'in' : status;

/** After it, there is nothing left to be called. */
const takesAway = ({ method, path }: Route): boolean => method === 'delete' || /\/(delete|token)$/.test(path);

const nameOf = ({ brand, from, place }: Case) =>
  from ? `{${from}} of ${place}` : `acting in ${brand ?? place}`;

describe.each(routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
  '%s',
  (_, route) => {
    const access = accessOf(route);
    const credentialIn = ({ key, portalToken }: World): CallOptions =>
      access === 'portal-token' ? { portalToken } : access === 'bearer' ? { bearer: key } : {};
    const cases = casesOf(route);
    const refused = cases.filter(({ expected }) => expected !== 'in');

    it('refuses what is out of reach, and changes nothing', async () => {
      const before = await checksums(portico.em());
      const outcomes: Record<string, unknown> = {};
      for (const one of refused) {
        const { status } = await send(world, route, one, credentialIn(world));
        outcomes[nameOf(one)] = outcomeOf(status);
        if (access !== 'bearer') continue;
        const signedIn = await send(world, route, one, { bearer: world.accessToken });
        expect([nameOf(one), signedIn.status]).toEqual([nameOf(one), status]);
      }
      expect(outcomes).toEqual(Object.fromEntries(refused.map((one) => [nameOf(one), one.expected])));
      expect(await checksums(portico.em())).toEqual(before);
    });

    it('lets in what is within reach', async () => {
      for (const one of cases.filter(({ expected }) => expected === 'in')) {
        const around = takesAway(route) ? await makeWorld(portico) : world;
        const { status, text } = await send(around, route, one, credentialIn(around));
        expect([nameOf(one), outcomeOf(status), text]).toEqual([nameOf(one), 'in', text]);
        if (access !== 'bearer' || takesAway(route)) continue;
        const signedIn = await send(around, route, one, { bearer: around.accessToken });
        expect([nameOf(one), outcomeOf(signedIn.status)]).toEqual([nameOf(one), 'in']);
      }
    });
  },
);

describe('credentials of others', () => {
  it('open nothing', async () => {
    const em = portico.em();
    const { key: foreign } = await makeTenant(em);
    const user = await makeUser(em);
    const own = await em.findOneOrFail(Brand, String(world.places.own['brand']));
    const brand = await makeBrand(em, { parent: own, owner: user });
    const below = await makeKey(em, { brand, user });
    for (const route of routes.filter((one) => accessOf(one) === 'bearer')) {
      const atOwn = { brand: 'own', place: 'own', expected: 'in' } as const;
      for (const [credential, expected] of [
        [{}, 401],
        [{ portalToken: world.portalToken }, 401],
        [{ bearer: foreign }, 403],
        [{ bearer: below }, 403],
      ] as const) {
        const { status } = await send(world, route, atOwn, credential);
        expect([route.method, route.path, status]).toEqual([route.method, route.path, expected]);
      }
    }
  });
});
