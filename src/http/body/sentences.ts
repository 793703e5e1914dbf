import { ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';

/** What a rule expects, in words, given the arguments of its decorator. */
type Sentence = (...args: never[]) => string;

const entries = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);

/**
 * What each rule says of a value that breaks it, by the name that class-validator has for it. The more basic a rule,
 * the higher it stands: of several that a value breaks, the highest is told.
 */
const SENTENCES = new Map<string, Sentence>(
  Object.entries({
    whitelistValidation: () => 'is not a known property',
    isArray: () => 'must be an array',
    isObject: () => 'must be an object',
    nestedValidation: () => 'must be an object',
    isString: () => 'must be a string',
    isBoolean: () => 'must be true or false',
    isNumber: () => 'must be a number',
    isInt: () => 'must be a whole number',
    isIn: (values: readonly unknown[]) => `must be one of ${values.join(', ')}`,
    isUuid: () => 'must be a uuid',
    min: (minimum: number) => `must be a number of ${minimum} or more`,
    max: (maximum: number) => `must be a number of ${maximum} or less`,
    arrayNotEmpty: () => 'must have at least 1 entry',
    arrayMinSize: (minimum: number) => `must have at least ${entries(minimum)}`,
    arrayMaxSize: (maximum: number) => `must have at most ${entries(maximum)}`,
    isLength: (minimum: number, maximum: number) => lengthSentence(minimum, maximum),
    maxLength: (maximum: number) => lengthSentence(0, maximum),
    isByteLength: (_: number, maximum: number) => `must be at most ${maximum} bytes long`,
  } satisfies Record<string, Sentence>),
);

/** Rules that say what kind of value it is: what is within a value of another kind is not looked at. */
const KINDS = new Set(['isArray', 'isObject', 'nestedValidation', 'isString']);

export const isAboutKind = (rule: string): boolean => KINDS.has(rule);

export const lengthSentence = (minimum: number, maximum: number): string =>
  minimum === 0
    ? `must be at most ${maximum} characters long`
    : `must be ${minimum} to ${maximum} characters long`;

/** The words for a broken rule; `undefined` for a rule that nobody has found words for. */
export const sentenceOf = (rule: string, args: readonly unknown[] = []): string | undefined =>
  SENTENCES.get(rule)?.(...(args as never[]));

const RANKS = new Map<string, number>();

/** How basic a rule is: the smaller, the more. */
export function rankOf(rule: string): number {
  if (RANKS.size !== SENTENCES.size) [...SENTENCES.keys()].forEach((name, rank) => RANKS.set(name, rank));
  return RANKS.get(rule) ?? SENTENCES.size;
}

interface OwnRule {
  readonly name: string;
  /** What its sentence is made with. */
  readonly args?: readonly unknown[];
  readonly sentence: Sentence;
  readonly isMet: (value: unknown, object: Readonly<Record<string, unknown>>) => boolean;
}

/** A decorator for a rule of ours. It is less basic than those of class-validator. */
export function ownRule(
  { name, args = [], sentence, isMet }: OwnRule,
  options?: ValidationOptions,
): PropertyDecorator {
  if (!SENTENCES.has(name)) SENTENCES.set(name, sentence);
  return ValidateBy(
    {
      name,
      constraints: [...args],
      validator: {
        validate: (value: unknown, given?: ValidationArguments) =>
          isMet(value, (given?.object ?? {}) as Record<string, unknown>),
      },
    },
    options,
  );
}
