import type { EntityManager } from '@mikro-orm/core';
import { EXAMPLE_IDS } from '../http/openapi/example-ids.js';
import { newPortalToken, newSecretKey, sha256 } from '../secrets/secrets.js';
import { SECRET_KEY_EXAMPLE } from '../modules/bearer-auth/secret-key.examples.js';
import { SecretKey } from '../modules/bearer-auth/secret-key.entity.js';
import { BrandRole, BrandRoleMember, type Permission } from '../modules/brands/brand-role.entity.js';
import { ROLE_EXAMPLE } from '../modules/brands/role.examples.js';
import type { Brand } from '../modules/brands/brand.entity.js';
import { ContactAttribute } from '../modules/contacts/contact-attribute.entity.js';
import { Contact } from '../modules/contacts/contact.entity.js';
import { PortalHostname } from '../modules/hostnames/portal-hostname.entity.js';
import { DEFAULT_LEAD_CHANNEL, LeadChannel } from '../modules/lead-channels/lead-channel.entity.js';
import { OPEN_HOUSES } from '../modules/lead-channels/lead-channel.examples.js';
import { Listing } from '../modules/listings/listing.entity.js';
import { DEMO_CONFIG } from '../modules/admission/admission.examples.js';
import { Portal } from '../modules/portals/portal.entity.js';
import { SavedSearch, SavedSearchContact } from '../modules/saved-searches/saved-search.entity.js';
import { OWN_SEARCH } from '../modules/saved-searches/saved-search.examples.js';
import { Activity } from '../modules/timeline/activity.entity.js';
import { createDemoAgency } from './demo-agency.js';
import { createDemoSite } from './demo-site.js';
import type { User } from '../modules/users/user.entity.js';

const times = (at: number) => ({ createdAt: at, updatedAt: at });

/** The demo data has the times of the reference's samples and the ids of our examples, so that these work as they stand. */
export const DEMO_BRAND = {
  name: 'PortalTestBrand',
  brand_type: 'Brokerage' as const,
  fixed: { id: '4c3970ea-d648-4b25-baa8-8f7af73f318c', ...times(1778872278.764919) },
};

export const DEMO_OWNER = { id: EXAMPLE_IDS.user, ...times(1778872278.764919) };

const DEMO_POINTS = [
  [-179, -89],
  [179, -89],
  [179, 89],
  [-179, 89],
  [-179, -89],
].map(([longitude, latitude]) => ({ longitude, latitude, type: 'location' }));

/** @returns the token of the demo portal */
export function createDemoData(em: EntityManager, brand: Brand, owner: User): string {
  const token = newPortalToken();
  const leadChannel = em.create(LeadChannel, {
    id: EXAMPLE_IDS.leadChannel,
    brand,
    name: DEFAULT_LEAD_CHANNEL,
    isDefault: true,
    ...times(1778872279.310207),
  });
  em.create(LeadChannel, {
    id: OPEN_HOUSES.id,
    brand,
    name: OPEN_HOUSES.name,
    ...times(OPEN_HOUSES.created_at),
  });
  const portal = em.create(Portal, {
    id: '019e2d0c-e135-7a0c-94cd-49d6462af666',
    brand,
    leadChannel,
    tokenHash: sha256(token),
    slug: 'demo-portal',
    config: JSON.stringify(DEMO_CONFIG),
    ...times(1778872279.349493),
  });
  em.create(PortalHostname, { portal, hostname: 'portal-testhost', isDefault: true });
  createDemoAccess(em, brand, owner);
  const contact = createDemoContact(em, brand, owner);
  createDemoSearch(em, brand, contact, owner);
  createVisitorsSearch(em, brand);
  createDemoSite(em, brand);
  em.create(Listing, {
    id: '019e2d0c-e16a-7b3d-9c0a-5f5f0b1f6f0e',
    brand,
    mls: 'NTREIS',
    mlsNumber: '20123456',
    price: 425_000,
    status: 'Active',
    listingType: 'Residential',
    address: { line1: '2200 Main Street', city: 'Dallas', state: 'TX', postcode: '75201', country: 'US' },
    longitude: -96.797,
    latitude: 32.7831,
    bedrooms: 3,
    bathrooms: 2,
    squareMeters: 148.6,
    yearBuilt: 2008,
    propertySubtype: 'RES-Single Family',
    lotSquareMeters: 612.4,
    parkingSpaces: 2,
    architecturalStyles: ['Ranch'],
    mlsArea: '12',
    county: 'Dallas',
    subdivision: 'Oak Lawn',
    postalCode: '75201',
    schoolDistrict: 'Dallas ISD',
    pool: false,
    ...times(1778872279.402118),
  });
  em.create(Activity, {
    contact,
    action: 'ContactSignedUp',
    objectClass: 'contact_lead',
    objectSa: '{}',
    ...times(1778872280.120455),
  });
  createDemoAgency(em, brand, owner);
  return token;
}

/** A second role of the owner, and a key that nobody knows. */
function createDemoAccess(em: EntityManager, brand: Brand, owner: User): void {
  const { id, role, acl } = ROLE_EXAMPLE;
  const agents = em.create(BrandRole, {
    id,
    brand,
    role,
    acl: acl as Permission[],
    ...times(1778872278.764919),
  });
  em.create(BrandRoleMember, { role: agents, user: owner });
  em.create(SecretKey, {
    id: SECRET_KEY_EXAMPLE.id,
    name: SECRET_KEY_EXAMPLE.name,
    brand,
    user: owner,
    prefix: SECRET_KEY_EXAMPLE.prefix,
    secretHash: sha256(newSecretKey()),
    ...times(1778872278.764919),
  });
}

function createDemoContact(em: EntityManager, brand: Brand, owner: User): Contact {
  const contact = em.create(Contact, {
    id: 'c9547e48-062a-4277-a9d0-b23e551c66d9',
    brand,
    createdBy: owner,
    updatedBy: owner,
    ...times(1778872279.512004),
  });
  const ids = '019e2d0c-e1d8-7f4c-8b61-5c1de0a3f7d';
  const known = [
    { id: `${ids}1`, attributeType: 'first_name', text: 'Dana', isSingular: true },
    { id: `${ids}2`, attributeType: 'last_name', text: 'Visitor', isSingular: true },
    { id: `${ids}3`, attributeType: 'email', text: 'dana@example.com', isPrimary: true },
    { id: `${ids}4`, attributeType: 'phone_number', text: '+12025550143', isPrimary: true, label: 'Home' },
    { id: `${ids}5`, attributeType: 'note', text: 'Would like a garden' },
    { id: `${ids}6`, attributeType: 'tag', text: 'Buyer' },
  ];
  for (const attribute of known)
    em.create(ContactAttribute, { contact, createdBy: owner, updatedBy: owner, ...attribute });
  return contact;
}

function createDemoSearch(em: EntityManager, brand: Brand, contact: Contact, owner: User): void {
  const savedSearch = em.create(SavedSearch, {
    id: '019e2d0c-e257-7e21-b0e2-c0f3dc512daa',
    brand,
    title: 'Portal Search',
    criteria: { minimum_price: 200_000, points: DEMO_POINTS },
    createdBy: owner,
    createdAt: 1778872279.639731,
    updatedAt: 1778872279.639732,
  });
  em.create(SavedSearchContact, { contact, savedSearch });
}

/** One that a visitor saved, who may therefore change it. */
function createVisitorsSearch(em: EntityManager, brand: Brand): void {
  const saved = times(1778872281.004217);
  const contact = em.create(Contact, { id: OWN_SEARCH.contact, brand, ...saved });
  const visitor = { attributeType: 'email', text: 'vera@example.com', isPrimary: true };
  em.create(ContactAttribute, { contact, ...visitor });
  const criteria = { minimum_price: 300_000, listing_statuses: ['Active'] };
  const savedSearch = em.create(SavedSearch, { id: OWN_SEARCH.id, brand, criteria, ...saved });
  em.create(SavedSearchContact, { contact, savedSearch, frequency: 'weekly' });
}
