import { IsObject, ValidateNested, validateSync } from 'class-validator';
import type { Config } from '../../config/config.js';
import { type Fault, ValidationFailed } from '../errors/errors.js';
import { pathTo } from '../errors/paths.js';
import { constraintOf, faultsOf, rulesOf } from './faults.js';
import { wholeRuleOf } from './fits-together.js';
import { ignoresOthers } from './ignores-others.js';
import { surelyValid } from './surely-valid.js';

type Constructor = new () => object;

const nestedTypes = new Map<unknown, Map<string, { type: () => Constructor; each: boolean }>>();

/** The property holds one object of `type`, or an array of them; each is validated in turn. */
export function Nested(type: () => Constructor, { each = false } = {}): PropertyDecorator {
  return (target, key) => {
    const types = nestedTypes.get(target.constructor) ?? new Map<string, never>();
    nestedTypes.set(target.constructor, types.set(String(key), { type, each }));
    ValidateNested({ each })(target, key);
    if (!each) IsObject()(target, key); // an array would pass as many objects
  };
}

/** What a class that is nested in requests is declared with, by property. */
export const nestedTypesOf = (type: unknown): ReadonlyMap<string, { type: () => Constructor }> =>
  nestedTypes.get(type) ?? new Map<string, never>();

interface Sent {
  /** The text that the value was parsed from. */
  readonly text?: string;
  readonly settings?: Pick<Config, 'timelineActions'>;
  /** Where the value stands within what was sent, for the paths of its faults. */
  readonly at?: string;
  /** What is known to be wrong with the request already. */
  readonly faults?: readonly Fault[];
}

/**
 * The plain object `value` as its request class, validated by the decorators of that class and by its rule for the
 * whole. Texts lose the white space around them; all else is carried over, never copied or converted: what is
 * free-form stays exactly as parsed.
 * @throws {ValidationFailed} with one fault per offending value
 */
export function validated<T extends object>(type: new () => T, value: unknown, sent: Sent = {}): T {
  const { text = '', settings, at = '', faults: known = [] } = sent;
  if (!isPlainObject(value)) {
    throw new ValidationFailed([...known, { path: at, message: 'The body must be a JSON object' }]);
  }
  const faults = [...known];
  const instance = instantiate(type, value, at, faults) as T;
  if (!surelyValid(instance)) faults.push(...faultsOf(validateSync(instance, VALIDATION), at));
  const rule = wholeRuleOf(type);
  if (rule) addNew(rule(instance, { text, settings, isRefused: faults.length > 0 }), at, faults);
  if (faults.length > 0) throw new ValidationFailed(faults);
  return instance;
}

/** What class-validator is asked to look at: everything, unknown members too. */
export const VALIDATION = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: false,
} as const;

/** Of a value that a more basic rule has found fault with, nothing more is told. */
function addNew(found: readonly Fault[], at: string, faults: Fault[]): void {
  if (found.length === 0) return;
  const faulty = new Set(faults.map(({ path }) => path));
  const placed = found.map(({ path, message }) => ({ path: at === '' ? path : `${at}.${path}`, message }));
  faults.push(...placed.filter(({ path }) => !faulty.has(path)));
}

/** `plain` as an instance of its class, not judged yet. */
export function instantiate(type: Constructor, plain: object, path: string, faults: Fault[]): object {
  const instance = new type();
  const { texts, nested, known } = membersOf(type);
  for (const [key, value] of Object.entries(plain) as [string, unknown][]) {
    if (known && !known.has(key)) continue;
    // `constructor` and the like are no properties of any request, and would hide those of the instance
    if (key in Object.prototype) faults.push({ path: pathTo(path, key), message: 'is not a known property' });
    else {
      const within = nested.get(key);
      const member: unknown = within ? nestedValue(within, value, pathTo(path, key), faults) : value;
      (instance as Record<string, unknown>)[key] = texts.has(key) ? trimmed(member) : member;
    }
  }
  return instance;
}

interface Members {
  /** All of them, of a class that ignores others. */
  readonly known?: ReadonlySet<string>;
  /** Those that are texts of ours, and lists of such. */
  readonly texts: ReadonlySet<string>;
  readonly nested: ReadonlyMap<string, { type: () => Constructor; each: boolean }>;
}

const members = new Map<Constructor, Members>();

function membersOf(type: Constructor): Members {
  const known = members.get(type);
  if (known) return known;
  const texts = rulesOf(type).filter((rule) => constraintOf(rule).name === 'isString');
  const found: Members = {
    known: ignoresOthers(type) ? new Set(rulesOf(type).map(({ propertyName }) => propertyName)) : undefined,
    texts: new Set(texts.map(({ propertyName }) => propertyName)),
    nested: nestedTypes.get(type) ?? new Map<string, never>(),
  };
  members.set(type, found);
  return found;
}

function trimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  return Array.isArray(value) ? value.map((item: unknown) => trimmed(item)) : value;
}

function nestedValue(
  { type, each }: { type: () => Constructor; each: boolean },
  value: unknown,
  path: string,
  faults: Fault[],
): unknown {
  if (!each || !Array.isArray(value)) {
    return !each && isPlainObject(value) ? instantiate(type(), value, path, faults) : value;
  }
  return value.map((item: unknown, index) => {
    const at = pathTo(path, index);
    // class-validator would look into an array within the array, and find nothing wrong with it
    if (Array.isArray(item)) faults.push({ path: at, message: 'must be an object' });
    return isPlainObject(item) ? instantiate(type(), item, at, faults) : item;
  });
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
