import type { EntityManager } from '@mikro-orm/core';
import { EXAMPLE_IDS } from '../http/openapi/example-ids.js';
import { Brand } from '../modules/brands/brand.entity.js';
import { ContactAttribute } from '../modules/contacts/contact-attribute.entity.js';
import { Contact } from '../modules/contacts/contact.entity.js';
import { Listing } from '../modules/listings/listing.entity.js';
import { SavedSearch, SavedSearchContact } from '../modules/saved-searches/saved-search.entity.js';
import { Activity } from '../modules/timeline/activity.entity.js';
import type { User } from '../modules/users/user.entity.js';

/** What the demo agency has beside what the examples name. */
const CONTACTS = 19;
const LISTINGS = 59;

/** A day after what the examples name; epoch seconds. */
const SINCE = 1_778_958_679;
const HOUR = 3_600;

const PEOPLE = [
  ['Amara', 'Okafor'],
  ['Ben', 'Sato'],
  ['Carmen', 'Diaz'],
  ['Deepak', 'Rao'],
  ['Elena', 'Novak'],
  ['Farid', 'Haddad'],
  ['Grace', 'Li'],
  ['Hugo', 'Lindqvist'],
  ['Ines', 'Moreau'],
  ['Jonas', 'Weber'],
] as const;

const PLACES = [
  { city: 'Dallas', postcode: '75201', longitude: -96.7985, latitude: 32.7876 },
  { city: 'Plano', postcode: '75024', longitude: -96.8028, latitude: 33.0807 },
  { city: 'Frisco', postcode: '75034', longitude: -96.8236, latitude: 33.1507 },
  { city: 'Irving', postcode: '75039', longitude: -96.9418, latitude: 32.8864 },
  { city: 'Fort Worth', postcode: '76102', longitude: -97.3308, latitude: 32.7555 },
] as const;

const STREETS = ['Elm Street', 'Maple Avenue', 'Cedar Lane', 'Preston Road', 'Lakeside Drive', 'Oak Court'];
const KINDS = ['Residential', 'Residential', 'Residential', 'Residential Lease', 'Land'];
const STATUSES = ['Active', 'Active', 'Active', 'Active Under Contract', 'Pending', 'Sold'];
const TAGS = ['Buyer', 'Seller', 'First home', 'Investor', 'PortalLead'];
const ACTIONS = ['ContactViewedListing', 'ContactFavoritedListing', 'ContactSharedListing'];

/** Of every list the same, whichever number comes: the demo data is the same on every machine. */
const pick = <Item>(items: readonly Item[], number: number): Item => items[number % items.length] as Item;

const times = (at: number) => ({ createdAt: at, updatedAt: at });

/** An id of its time, as ids are; `kind` tells those of one moment apart. */
const idAt = (at: number, kind: number, number: number): string => {
  const moment = (at * 1_000).toString(16).padStart(12, '0');
  const last = number.toString(16).padStart(12, '0');
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7000-8${String(kind).padStart(3, '0')}-${last}`;
};

/** Makes of the demo data a small agency: an office below `brand`, contacts of both, what they look for and what they did. */
export function createDemoAgency(em: EntityManager, brand: Brand, owner: User): void {
  const listings = Array.from({ length: LISTINGS }, (_, number) => demoListing(em, brand, number));
  const office = em.create(Brand, {
    id: EXAMPLE_IDS.office,
    name: 'PortalTestOffice',
    brandType: 'Office',
    parent: brand,
    ancestors: brand.lineage(),
    memberCount: 0,
    ...times(SINCE),
  });
  for (let number = 0; number < CONTACTS; number++) {
    const contact = demoContact(em, number % 3 === 2 ? office : brand, owner, number);
    demoTimeline(em, contact, listings, number);
    if (number % 4 === 0) demoSearch(em, contact, owner, number);
  }
}

function demoListing(em: EntityManager, brand: Brand, number: number): Listing {
  const { city, postcode, longitude, latitude } = pick(PLACES, number);
  const at = SINCE + number * HOUR;
  const isLand = pick(KINDS, number) === 'Land';
  return em.create(Listing, {
    id: idAt(at, 2, number),
    brand,
    mls: 'NTREIS',
    mlsNumber: String(20_200_001 + number),
    price: 180_000 + ((number * 37) % 60) * 15_000,
    status: pick(STATUSES, number * 5),
    listingType: pick(KINDS, number),
    address: {
      line1: `${100 + number * 7} ${pick(STREETS, number)}`,
      city,
      state: 'TX',
      postcode,
      country: 'US',
    },
    longitude: longitude + ((number % 7) - 3) / 200,
    latitude: latitude + ((number % 5) - 2) / 200,
    bedrooms: isLand ? null : 1 + (number % 5),
    bathrooms: isLand ? null : 1 + (number % 6) / 2,
    squareMeters: isLand ? null : 60 + ((number * 13) % 40) * 6,
    yearBuilt: isLand ? null : 1950 + ((number * 11) % 75),
    ...times(at),
  });
}

function demoContact(em: EntityManager, brand: Brand, owner: User, number: number): Contact {
  const at = SINCE + number * HOUR;
  const by = { createdBy: owner, updatedBy: owner };
  const [first, last] = [pick(PEOPLE, number)[0], pick(PEOPLE, number * 3 + Math.floor(number / 10))[1]];
  const contact = em.create(Contact, { id: idAt(at, 3, number), brand, ...by, ...times(at) });
  const known = [
    { attributeType: 'first_name', text: first, isSingular: true },
    { attributeType: 'last_name', text: last, isSingular: true },
    { attributeType: 'email', text: `${first}.${last}@example.com`.toLowerCase(), isPrimary: true },
    {
      attributeType: 'phone_number',
      text: `+1202555${String(150 + number).padStart(4, '0')}`,
      isPrimary: true,
    },
    { attributeType: 'tag', text: pick(TAGS, number) },
  ];
  for (const attribute of known) em.create(ContactAttribute, { contact, ...by, ...attribute, ...times(at) });
  return contact;
}

function demoTimeline(
  em: EntityManager,
  contact: Contact,
  listings: readonly Listing[],
  number: number,
): void {
  const signedUp = SINCE + (number + LISTINGS) * HOUR;
  em.create(Activity, {
    id: idAt(signedUp, 4, number),
    contact,
    action: 'ContactSignedUp',
    objectClass: 'contact_lead',
    objectSa: '{}',
    ...times(signedUp),
  });
  for (let step = 1; step <= 1 + (number % 4); step++) {
    const at = signedUp + step * 60;
    em.create(Activity, {
      id: idAt(at, 5, number),
      contact,
      action: pick(ACTIONS, step - 1),
      objectClass: 'listing',
      listing: pick(listings, number * 3 + step),
      ...times(at),
    });
  }
}

function demoSearch(em: EntityManager, contact: Contact, owner: User, number: number): void {
  const at = SINCE + number * HOUR;
  const { city, postcode } = pick(PLACES, number);
  const savedSearch = em.create(SavedSearch, {
    id: idAt(at, 6, number),
    brand: contact.brand,
    title: `Homes in ${city}`,
    criteria: { minimum_bedrooms: 2, listing_statuses: ['Active'], postal_codes: [postcode] },
    createdBy: owner,
    ...times(at),
  });
  em.create(SavedSearchContact, { contact, savedSearch, frequency: 'weekly' });
}
