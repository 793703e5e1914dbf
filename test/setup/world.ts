import { randomUUID } from 'node:crypto';
import { SecretKey } from '../../src/modules/bearer-auth/secret-key.entity.js';
import { Blueprint } from '../../src/modules/blueprints/blueprint.entity.js';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { Lead } from '../../src/modules/leads/lead.entity.js';
import type { User } from '../../src/modules/users/user.entity.js';
import {
  makeAttribute,
  makeBrand,
  makeContact,
  makeKey,
  makeLeadChannel,
  makeListing,
  makePassword,
  makePortal,
  makeRole,
  makeSavedSearch,
  makeUser,
  unique,
} from '../factories/factories.js';
import type { Portico } from './portico.js';

type Em = ReturnType<Portico['em']>;

/** Where a brand stands, seen from the brand whose credentials are used. */
export const PLACES = ['own', 'child', 'parent', 'sibling', 'foreign', 'deleted', 'random'] as const;
export type Place = (typeof PLACES)[number];

/** The ids of a brand and of one record of each kind that it has, by the names of paths. */
export type Records = Readonly<Record<string, string>>;

export interface World {
  readonly places: Readonly<Record<Place, Records>>;
  /** Of a user with a role in the own brand alone. */
  readonly user: User;
  readonly key: string;
  /** An access token of the same user. */
  readonly accessToken: string;
  /** Of the own brand's portal. */
  readonly portalToken: string;
}

/** A tree of brands around one that a user has a role in, each with a record of every kind. */
export async function makeWorld(portico: Portico): Promise<World> {
  const em = portico.em();
  const user = await makeUser(em);
  const root = await makeBrand(em, { owner: await makeUser(em) });
  const parent = await makeBrand(em, { parent: root });
  const own = await makeBrand(em, { parent, owner: user });
  const brands = {
    own,
    child: await makeBrand(em, { parent: own }),
    parent,
    sibling: await makeBrand(em, { parent }),
    foreign: await makeBrand(em, { owner: await makeUser(em) }),
    deleted: await makeBrand(em, { parent: own }),
  };
  let portalToken = '';
  const places: Record<string, Records> = { random: randomRecords() };
  for (const [place, brand] of Object.entries(brands)) {
    const made = await makeRecords(em, brand);
    places[place] = made.records;
    if (place === 'own') portalToken = made.token;
  }
  const key = await makeKey(em, { brand: own, user });
  const deleted = await portico.api.delete(`/brands/${brands.deleted.id}`, { bearer: key });
  if (deleted.status !== 204) throw new Error(deleted.text);
  const accessToken = await signedIn(portico, em, user);
  return { places: places as World['places'], user, key, accessToken, portalToken };
}

async function signedIn(portico: Portico, em: Em, user: User): Promise<string> {
  const password = await makePassword(em, user);
  const body = { grant_type: 'password', username: user.email, password };
  const { access_token: token, refresh_token: refresh } = (await portico.api.post('/oauth2/token', { body }))
    .body as Record<string, string>;
  for (const secret of [password, token, refresh]) portico.keepSecret(String(secret));
  return String(token);
}

const randomRecords = (): Records => new Proxy({}, { get: () => randomUUID(), has: () => true });

async function makeRecords(em: Em, brand: Brand): Promise<{ records: Records; token: string }> {
  const leadChannel = await makeLeadChannel(em, { brand });
  const { portal, token } = await makePortal(em, { brand, leadChannel, config: { users: { '*': {} } } });
  portal.slug = unique('slug');
  const contact = await makeContact(em, { brand });
  const email = `${unique('visitor')}@example.com`;
  const attribute = await makeAttribute(em, {
    contact,
    attributeType: 'email',
    text: email,
    isPrimary: true,
  });
  const listing = await makeListing(em, { brand: await rootOf(em, brand) });
  const blueprint = em.create(Blueprint, { brand, name: unique('Blueprint') });
  const payload = '{"first_name":"Ann"}';
  const lead = em.create(Lead, {
    ...{ brand, contact, leadChannel },
    rawPayload: payload,
    parsedPayload: payload,
  });
  const member = await makeUser(em);
  const role = await makeRole(em, { brand, user: member });
  await makeKey(em, { brand, user: member });
  const secretKey = await em.findOneOrFail(SecretKey, { brand });
  const records = {
    brand: brand.id,
    portal: portal.id,
    contact: contact.id,
    attribute: attribute.id,
    search: (await makeSavedSearch(em, { brand, contact })).id,
    listing: listing.id,
    mls: listing.mls,
    mls_number: listing.mlsNumber,
    blueprint: blueprint.id,
    channel: leadChannel.id,
    lead: lead.id,
    role: role.id,
    user: member.id,
    key: secretKey.id,
  };
  return { records, token };
}

const rootOf = async (em: Em, brand: Brand): Promise<Brand> =>
  em.findOneOrFail(Brand, brand.ancestors.at(-1) ?? brand.id);
