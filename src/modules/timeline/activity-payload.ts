import { validate as isUuid } from 'uuid';
import { jsonMember } from '../../http/body/json-member.js';
import type { RecordActivityDto } from './activity.dto.js';
import { knownClass, type ObjectClass } from './activity-names.js';

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
 * @param body of which nothing is wrong
 * @param json the text that it was parsed from
 */
export function prepareActivityPayload(body: RecordActivityDto, json: string): ActivityPlan {
  return { action: body.action, description: body.notes ?? null, ...recordableOf(body, json) };
}

function recordableOf(body: RecordActivityDto, json: string): Recordable {
  const { object_class: name, object, listing, object_sa: objectSa } = body;
  const objectClass = name == null ? undefined : knownClass(name);
  if (objectClass && objectSa) return { standAlone: standAlone(json, 'object_sa', objectClass) };
  if (objectClass && object != null) return { listing: byId(object) };
  if (typeof listing === 'string') return { listing: byId(listing) };
  if (listing != null) {
    return {
      listing: lookup(listing as Record<string, unknown>),
      standAlone: standAlone(json, 'listing', 'contact_listing'),
    };
  }
  if (body.search) return { standAlone: standAlone(json, 'search', 'contact_search') };
  if (body.lead) return { standAlone: standAlone(json, 'lead', 'contact_lead') };
  return { standAlone: { objectClass: 'contact_lead', json: '{}' } };
}

const byId = (id: string): ListingLookup => ({ id: id.toLowerCase(), mlsNumber: null, mls: null });

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

const standAlone = (json: string, name: string, objectClass: ObjectClass): StandAlone => ({
  objectClass,
  json: jsonMember(json, name)?.text ?? '{}',
});
