import { IsObject, ValidateNested, validateSync, type ValidationError } from 'class-validator';
import { type Fault, ValidationFailed } from '../errors/errors.js';

type Constructor = new () => object;

const nestedTypes = new Map<unknown, Map<string, () => Constructor>>();

/** The property holds one object of `type`, or an array of them; each is validated in turn. */
export function Nested(type: () => Constructor, options: { each?: boolean } = {}): PropertyDecorator {
  return (target, key) => {
    const types = nestedTypes.get(target.constructor) ?? new Map<string, () => Constructor>();
    nestedTypes.set(target.constructor, types.set(String(key), type));
    ValidateNested(options)(target, key);
    if (!options.each) IsObject()(target, key); // an array would pass as many objects
  };
}

/**
 * The plain object `value` as its request class, validated by the decorators of that class. Values are carried over,
 * never copied or converted: what is free-form stays exactly as parsed.
 * @throws {ValidationFailed} with one fault per offending value
 */
export function validated<T extends object>(type: new () => T, value: unknown): T {
  if (!isPlainObject(value)) throw ValidationFailed.at('', 'The body has to be a JSON object');
  const faults: Fault[] = [];
  const instance = instantiate(type, value, '', faults) as T;
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  faults.push(...errors.flatMap((error) => faultsOf(error, '')));
  if (faults.length > 0) throw new ValidationFailed(faults);
  return instance;
}

function instantiate(type: Constructor, plain: object, path: string, faults: Fault[]): object {
  const instance = new type();
  for (const [key, value] of Object.entries(plain)) {
    const member = path === '' ? key : `${path}.${key}`;
    // `constructor` and the like are no properties of any request, and would hide those of the instance
    if (key in Object.prototype) faults.push({ path: member, message: 'is not a known property' });
    else (instance as Record<string, unknown>)[key] = nestedValue(type, key, value, member, faults);
  }
  return instance;
}

function nestedValue(type: Constructor, key: string, value: unknown, path: string, faults: Fault[]): unknown {
  const nested = nestedTypes.get(type)?.get(key)?.();
  if (!nested) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      // class-validator would look into an array within the array, and find nothing wrong with it
      if (Array.isArray(item)) faults.push({ path: `${path}[${index}]`, message: 'has to be an object' });
      return isPlainObject(item) ? instantiate(nested, item, `${path}[${index}]`, faults) : item;
    });
  }
  return isPlainObject(value) ? instantiate(nested, value, path, faults) : value;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faultsOf(error: ValidationError, parent: string): Fault[] {
  const path = /^\d+$/.test(error.property) ? `${parent}[${error.property}]` : join(parent, error.property);
  // decorators apply from the bottom up; the topmost one, the type, says it best
  const constraint = Object.entries(error.constraints ?? {}).at(-1);
  const own = constraint ? [{ path, message: messageOf(constraint, error.property) }] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, path))];
}

const join = (parent: string, property: string) => (parent === '' ? property : `${parent}.${property}`);

/** class-validator opens its messages with the property's name; ours carry the path instead. */
function messageOf([rule, message]: [string, string], property: string): string {
  if (rule === 'whitelistValidation') return 'is not a known property';
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
