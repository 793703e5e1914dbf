import { validate as isUuid } from 'uuid';
import type { Circumstances } from '../../http/body/fits-together.js';
import { jsonMember } from '../../http/body/json-member.js';
import type { Fault } from '../../http/errors/errors.js';
import { ACTIONS, knownClass, OBJECT_CLASSES } from './activity-names.js';

/** Of a stand-alone object. */
export const MAX_OBJECT_BYTES = 32 * 1024;
export const MAX_OBJECT_DEPTH = 20;

type Member = 'action' | 'object_class' | 'object_sa' | 'object' | 'listing' | 'search' | 'lead';
/** A body to record, as it came. */
type Sent = { readonly [Name in Member]?: unknown };

/** What the decorators of an activity cannot see: names that are known, and how the members fit. */
export function activityFaults(body: Sent, { text, settings }: Circumstances): Fault[] {
  return [
    ...actionFaults(body, settings?.timelineActions ?? []),
    ...classFaults(body),
    ...listingFaults(body),
    ...standAloneFaults(body, text),
  ];
}

function actionFaults({ action }: Sent, extraActions: readonly string[]): Fault[] {
  const isAmong = (names: readonly unknown[]) => names.includes(action);
  if (isAmong(ACTIONS) || isAmong(extraActions)) return [];
  return [{ path: 'action', message: `must be one of ${[...ACTIONS, ...extraActions].join(', ')}` }];
}

function classFaults(body: Sent): Fault[] {
  const { object_class: name, object, object_sa: objectSa } = body;
  if (name == null) {
    const beside = (['object_sa', 'object'] as const).find((member) => body[member] != null);
    return beside ? [{ path: 'object_class', message: `is required beside ${beside}` }] : [];
  }
  const objectClass = typeof name === 'string' ? knownClass(name) : undefined;
  if (!objectClass) return [{ path: 'object_class', message: `must be one of ${OBJECT_CLASSES.join(', ')}` }];
  if (objectSa != null) return [];
  if (object != null) {
    const message = 'must be left out: it goes with object_class listing only';
    return objectClass === 'listing' ? [] : [{ path: 'object', message }];
  }
  if (objectSa === null) return [{ path: 'object_sa', message: 'must be an object' }];
  return contradictions(body, objectClass);
}

/** An `object_class` that comes without its object may name what is recorded anyway, and nothing else. */
function contradictions({ listing, search }: Sent, objectClass: string): Fault[] {
  let recorded = ['contact_lead'];
  if (listing != null) recorded = ['listing', 'contact_listing'];
  else if (search != null) recorded = ['contact_search'];
  if (recorded.includes(objectClass)) return [];
  return [{ path: 'object_class', message: `must come with an object that is a ${objectClass}` }];
}

function listingFaults({ listing, object, object_sa: objectSa }: Sent): Fault[] {
  const isId = typeof listing === 'string' && isUuid(listing);
  const isObject = typeof listing === 'object' && !Array.isArray(listing);
  if (listing === undefined || isId || isObject || objectSa != null || object != null) return [];
  return [{ path: 'listing', message: 'must be a uuid or an object' }];
}

/** What is kept has limits, which are those of its text. */
function standAloneFaults(body: Sent, text: string): Fault[] {
  const path = keptMember(body);
  const member = path && jsonMember(text, path);
  if (!member) return [];
  if (member.depth > MAX_OBJECT_DEPTH) {
    return [{ path, message: `must be nested at most ${MAX_OBJECT_DEPTH} deep` }];
  }
  if (Buffer.byteLength(member.text) > MAX_OBJECT_BYTES) {
    return [{ path, message: `must be at most ${MAX_OBJECT_BYTES} bytes long` }];
  }
  return [];
}

function keptMember(body: Sent): 'object_sa' | 'listing' | 'search' | 'lead' | undefined {
  if (body.object_sa == null && body.object != null) return undefined;
  const first = (['object_sa', 'listing', 'search', 'lead'] as const).find((name) => body[name] != null);
  return first !== undefined && typeof body[first] === 'object' ? first : undefined;
}
