import { validate as isUuid } from 'uuid';
import { ValidationFailed } from '../../http/errors/errors.js';
import { jsonMember } from '../../http/body/json-member.js';
import type { RecordActivityDto } from './activity.dto.js';

/** What contacts do on a portal; an operator may add to these. */
export const ACTIONS = [
  'ContactViewedListing',
  'ContactSharedListing',
  'ContactFavoritedListing',
  'ContactRemovedFavoriteListing',
  'ContactValuedListing',
  'ContactSearchedListings',
  'ContactCreatedSearch',
  'ContactRemovedSearch',
  'ContactSignedUp',
  'ContactLoggedIn',
] as const;

export const OBJECT_CLASSES = ['contact_lead', 'contact_listing', 'contact_search', 'listing'] as const;
export type ObjectClass = (typeof OBJECT_CLASSES)[number];

/** Of a stand-alone object. */
export const MAX_OBJECT_BYTES = 32 * 1024;
export const MAX_OBJECT_DEPTH = 20;

/** How to find a listing: by id, then by its number, on `mls` or on any board. */
export interface ListingLookup {
  readonly id: string | null;
  readonly mlsNumber: string | null;
  readonly mls: string | null;
}

/** An object that lives in its activity alone. */
export interface StandAlone {
  readonly objectClass: ObjectClass;
  /** Its JSON, as it was sent. */
  readonly json: string;
}

/** What a body asks to record. At least one of `listing` and `standAlone` is there. */
export interface ActivityPlan {
  readonly action: string;
  readonly description: string | null;
  /** The listing that it refers to, if that is found. */
  readonly listing?: ListingLookup;
  /** What is kept where there is no listing; without it, the listing has to be found. */
  readonly standAlone?: StandAlone;
}

type Recordable = Pick<ActivityPlan, 'listing' | 'standAlone'>;

/**
 * Decides what a body asks to record, whoever sent it and on whichever route.
 * @param json the text that `body` was parsed from
 * @param extraActions the names that the operator added
 * @throws {ValidationFailed}
 */
export function prepareActivityPayload(
  body: RecordActivityDto,
  json: string,
  extraActions: readonly string[] = [],
): ActivityPlan {
  const actions = [...ACTIONS, ...extraActions];
  if (!actions.includes(body.action)) throw ValidationFailed.at('action', `is none of ${actions.join(', ')}`);
  const objectClass = body.object_class == null ? undefined : knownClass(body.object_class);
  const object =
    objectOfClass(body, json, objectClass) ??
    listingOf(body, json) ??
    (body.search ? { standAlone: standAlone(json, 'search', 'contact_search') } : undefined) ??
    (body.lead ? { standAlone: standAlone(json, 'lead', 'contact_lead') } : undefined) ??
    ({ standAlone: { objectClass: 'contact_lead', json: '{}' } } satisfies Recordable);
  refuseContradiction(objectClass, object);
  return { action: body.action, description: body.notes ?? null, ...object };
}

const key = (name: string) => name.toLowerCase().replaceAll('_', '');
const CLASS_BY_KEY = new Map(OBJECT_CLASSES.map((name) => [key(name), name]));

function knownClass(name: string): ObjectClass {
  const known = CLASS_BY_KEY.get(key(name));
  if (!known) throw ValidationFailed.at('object_class', `is none of ${OBJECT_CLASSES.join(', ')}`);
  return known;
}

/** The object that comes with an `object_class`: stand-alone, or the id of a listing. */
function objectOfClass(
  body: RecordActivityDto,
  json: string,
  objectClass?: ObjectClass,
): Recordable | undefined {
  if (!objectClass) {
    for (const name of ['object_sa', 'object'] as const) {
      if (body[name] != null) throw ValidationFailed.at('object_class', `is missing beside ${name}`);
    }
    return undefined;
  }
  if (body.object_sa) return { standAlone: standAlone(json, 'object_sa', objectClass) };
  if (body.object != null) {
    if (objectClass !== 'listing') throw ValidationFailed.at('object', 'goes with object_class listing only');
    return { listing: { id: body.object.toLowerCase(), mlsNumber: null, mls: null } };
  }
  if (body.object_sa === null) throw ValidationFailed.at('object_sa', 'is not an object');
  return undefined;
}

function listingOf({ listing }: RecordActivityDto, json: string): Recordable | undefined {
  if (listing == null) return undefined;
  if (typeof listing === 'string' && isUuid(listing)) {
    return { listing: { id: listing.toLowerCase(), mlsNumber: null, mls: null } };
  }
  if (typeof listing !== 'object' || Array.isArray(listing)) {
    throw ValidationFailed.at('listing', 'is neither a uuid nor an object');
  }
  return { listing: lookup({ ...listing }), standAlone: standAlone(json, 'listing', 'contact_listing') };
}

/** A visitor's listing is never refused: what cannot be looked up by is passed over. */
function lookup({ id, mls_number, mls }: Record<string, unknown>): ListingLookup {
  const number = boardText(mls_number);
  const board = boardText(mls);
  const isBoardUnclear = board === null && mls != null && mls !== '';
  return {
    id: typeof id === 'string' && isUuid(id) ? id.toLowerCase() : null,
    mlsNumber: isBoardUnclear ? null : number,
    mls: board,
  };
}

function boardText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function standAlone(json: string, name: string, objectClass: ObjectClass): StandAlone {
  const member = jsonMember(json, name);
  if (!member) throw ValidationFailed.at(name, 'is missing');
  if (member.depth > MAX_OBJECT_DEPTH) {
    throw ValidationFailed.at(name, `is nested more than ${MAX_OBJECT_DEPTH} deep`);
  }
  if (Buffer.byteLength(member.text) > MAX_OBJECT_BYTES) {
    throw ValidationFailed.at(name, `has more than ${MAX_OBJECT_BYTES} bytes`);
  }
  return { objectClass, json: member.text };
}

/** An `object_class` that comes without its object may name what is recorded anyway, and nothing else. */
function refuseContradiction(
  objectClass: ObjectClass | undefined,
  { listing, standAlone }: Recordable,
): void {
  const recorded = listing ? ['listing', 'contact_listing'] : [standAlone?.objectClass];
  if (objectClass && !recorded.includes(objectClass)) {
    throw ValidationFailed.at('object_class', `is ${objectClass}, without such an object`);
  }
}
