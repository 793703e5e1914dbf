import { randomUUID } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Blueprint } from '../../src/modules/blueprints/blueprint.entity.js';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import type { User } from '../../src/modules/users/user.entity.js';
import {
  makeAttribute,
  makeBrand,
  makeContact,
  makeKey,
  makeLeadChannel,
  makeListing,
  makePortal,
  makeSavedSearch,
  makeUser,
  unique,
} from '../factories/factories.js';

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
  /** Of the own brand's portal. */
  readonly portalToken: string;
}

/** A tree of brands around one that a user has a role in, each with a record of every kind. */
export async function makeWorld(em: SqlEntityManager): Promise<World> {
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
  brands.deleted.deletedAt = 1_700_000_000;
  await em.flush();
  const key = await makeKey(em, { brand: own, user });
  return { places: places as World['places'], user, key, portalToken };
}

const randomRecords = (): Records => new Proxy({}, { get: () => randomUUID(), has: () => true });

async function makeRecords(em: SqlEntityManager, brand: Brand): Promise<{ records: Records; token: string }> {
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
  await em.flush();
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
  };
  return { records, token };
}

const rootOf = async (em: SqlEntityManager, brand: Brand): Promise<Brand> =>
  em.findOneOrFail(Brand, brand.ancestors.at(-1) ?? brand.id);
