import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/core';
import { SecretKey } from '../../src/modules/bearer-auth/secret-key.entity.js';
import { BrandRole, BrandRoleMember, PERMISSIONS } from '../../src/modules/brands/brand-role.entity.js';
import { Brand } from '../../src/modules/brands/brand.entity.js';
import { ContactAttribute } from '../../src/modules/contacts/contact-attribute.entity.js';
import { Contact } from '../../src/modules/contacts/contact.entity.js';
import { PortalHostname } from '../../src/modules/hostnames/portal-hostname.entity.js';
import { LeadChannel } from '../../src/modules/lead-channels/lead-channel.entity.js';
import { Listing } from '../../src/modules/listings/listing.entity.js';
import { Portal } from '../../src/modules/portals/portal.entity.js';
import { SavedSearch, SavedSearchContact } from '../../src/modules/saved-searches/saved-search.entity.js';
import { Activity } from '../../src/modules/timeline/activity.entity.js';
import { Password } from '../../src/modules/users/password.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import { hashOfPassword } from '../../src/secrets/password-hash.js';
import { newPortalToken, newSecretKey, prefixOf, sha256 } from '../../src/secrets/secrets.js';

/** A word that no other test uses. */
export const unique = (word: string): string => `${word}-${randomUUID().slice(0, 8)}`;

export async function makeUser(em: EntityManager, fields: Partial<User> = {}): Promise<User> {
  const user = em.create(User, { email: `${unique('user')}@example.com`, ...fields });
  await em.flush();
  return user;
}

/** A brand, by default a root; with `owner` as its Owner. */
export async function makeBrand(
  em: EntityManager,
  fields: { name?: string; parent?: Brand; owner?: User } = {},
): Promise<Brand> {
  const { parent, owner } = fields;
  const brand = em.create(Brand, {
    name: fields.name ?? unique('Brand'),
    brandType: 'Brokerage',
    parent: parent ?? null,
    ancestors: parent?.lineage() ?? [],
    memberCount: 0,
  });
  if (owner) {
    const role = em.create(BrandRole, { brand, role: 'Owner', acl: [...PERMISSIONS] });
    em.create(BrandRoleMember, { role, user: owner });
  }
  await em.flush();
  return brand;
}

/** A secret key of `user`, at home in `brand`. */
export async function makeKey(
  em: EntityManager,
  fields: { brand: Brand; user: User; expiresAt?: number },
): Promise<string> {
  const secret = newSecretKey();
  em.create(SecretKey, {
    name: unique('Key'),
    brand: fields.brand,
    user: fields.user,
    prefix: prefixOf(secret),
    secretHash: sha256(secret),
    expiresAt: fields.expiresAt ?? null,
  });
  await em.flush();
  return secret;
}

/** What a user signs in with. */
export async function makePassword(
  em: EntityManager,
  user: User,
  password = unique('a password'),
): Promise<string> {
  em.create(Password, { user, hash: await hashOfPassword(password) });
  await em.flush();
  return password;
}

export interface Tenant {
  readonly brand: Brand;
  readonly owner: User;
  /** A secret key of the owner. */
  readonly key: string;
}

/** A root brand with an owner and the owner's key: all that is needed to call the bearer routes. */
export async function makeTenant(em: EntityManager): Promise<Tenant> {
  const owner = await makeUser(em);
  const brand = await makeBrand(em, { owner });
  return { brand, owner, key: await makeKey(em, { brand, user: owner }) };
}

/** Another role in `brand`, of which `user` is the member. */
export async function makeRole(em: EntityManager, fields: { brand: Brand; user: User }): Promise<BrandRole> {
  const role = em.create(BrandRole, { brand: fields.brand, role: unique('Role'), acl: [...PERMISSIONS] });
  em.create(BrandRoleMember, { role, user: fields.user });
  await em.flush();
  return role;
}

/**
 * The tenant that runs the instance, who may make root brands: an owner of its first brand. A database has one, so that
 * whoever asks again gets another owner of it.
 */
export async function makeOperator(em: EntityManager): Promise<Tenant> {
  const owner = await makeUser(em);
  const first = await em.findOne(Brand, { isFirst: true });
  const brand = first ?? (await makeBrand(em));
  brand.isFirst = true;
  await makeRole(em, { brand, user: owner });
  return { brand, owner, key: await makeKey(em, { brand, user: owner }) };
}

/** A portal of `brand`, and its token. */
export async function makePortal(
  em: EntityManager,
  fields: { brand: Brand; hostnames?: string[]; leadChannel?: LeadChannel; config?: unknown },
): Promise<{ portal: Portal; token: string }> {
  const { brand, leadChannel = null } = fields;
  const token = newPortalToken();
  const config = fields.config === undefined ? null : JSON.stringify(fields.config);
  const portal = em.create(Portal, { brand, leadChannel, tokenHash: sha256(token), config });
  for (const [index, hostname] of (fields.hostnames ?? []).entries()) {
    em.create(PortalHostname, { portal, hostname, isDefault: index === 0 });
  }
  await em.flush();
  return { portal, token };
}

/** A default lead channel, which understands the numbers of `mls` only; without it, of every board. */
export async function makeLeadChannel(
  em: EntityManager,
  fields: { brand: Brand; mls?: string[] },
): Promise<LeadChannel> {
  const { brand, mls = null } = fields;
  const channel = em.create(LeadChannel, { brand, name: unique('Channel'), isDefault: true, mls });
  await em.flush();
  return channel;
}

export async function makeContact(
  em: EntityManager,
  fields: { brand: Brand; deletedAt?: number },
): Promise<Contact> {
  const contact = em.create(Contact, fields);
  await em.flush();
  return contact;
}

export async function makeAttribute(
  em: EntityManager,
  fields: {
    contact: Contact;
    attributeType: string;
    text: string;
    isPrimary?: boolean;
    isSingular?: boolean;
    createdBy?: User;
    updatedBy?: User;
    deletedAt?: number;
  },
): Promise<ContactAttribute> {
  const attribute = em.create(ContactAttribute, fields);
  await em.flush();
  return attribute;
}

export async function makeSavedSearch(
  em: EntityManager,
  fields: {
    brand: Brand;
    contact?: Contact;
    title?: string;
    criteria?: Record<string, unknown>;
    createdBy?: User;
  },
): Promise<SavedSearch> {
  const savedSearch = em.create(SavedSearch, {
    brand: fields.brand,
    title: fields.title ?? unique('Search'),
    criteria: fields.criteria ?? {},
    createdBy: fields.createdBy ?? null,
  });
  if (fields.contact) em.create(SavedSearchContact, { contact: fields.contact, savedSearch });
  await em.flush();
  return savedSearch;
}

/** @param fields with the root brand that it belongs to */
export async function makeListing(
  em: EntityManager,
  fields: { brand: Brand } & Partial<Omit<Listing, 'brand'>>,
): Promise<Listing> {
  const listing = em.create(Listing, { mls: unique('MLS'), mlsNumber: unique('N'), ...fields });
  await em.flush();
  return listing;
}

/** Something `contact` did; by default a log-in, which is about no listing. */
export async function makeActivity(
  em: EntityManager,
  fields: {
    contact: Contact;
    listing?: Listing;
    objectSa?: string;
    createdBy?: User;
    isVisible?: boolean;
    deletedAt?: number;
  },
): Promise<Activity> {
  const activity = em.create(Activity, {
    action: 'ContactLoggedIn',
    objectClass: fields.listing ? 'listing' : 'contact_lead',
    objectSa: fields.listing ? null : '{}',
    ...fields,
  });
  await em.flush();
  return activity;
}
