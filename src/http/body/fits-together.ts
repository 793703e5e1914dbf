import type { BodyRules } from '../../config/config.js';
import type { Fault } from '../errors/errors.js';

/** A body as it came: its members may be anything. */
export type Unchecked<Body> = { readonly [Name in keyof Body]?: unknown };

/** What a rule may look at beside the body itself. */
export interface Circumstances {
  /** The text that the body was parsed from. */
  readonly text: string;
  readonly settings?: BodyRules;
  /** Whether the request is refused in any case, for a reason that another rule found. */
  readonly isRefused: boolean;
}

/** Finds what is wrong with a body as a whole. It has to put up with members of any kind. */
export type WholeRule<Body = unknown> = (
  body: Unchecked<Body>,
  circumstances: Circumstances,
) => readonly Fault[];

const rules = new Map<unknown, WholeRule>();

/**
 * A rule for what the decorators of properties cannot see, which is how a body fits together. Its faults are told
 * together with theirs; of a member that they found a fault of already, theirs stands.
 */
export const FitsTogether =
  <Body>(rule: WholeRule<Body>) =>
  (type: new () => { readonly [Name in keyof Body]?: unknown }): void => {
    rules.set(type, rule);
  };

/** The rule of a class, or the one it inherits. */
export function wholeRuleOf(type: unknown): WholeRule | undefined {
  for (let each: unknown = type; typeof each === 'function'; each = Object.getPrototypeOf(each)) {
    const rule = rules.get(each);
    if (rule) return rule;
  }
  return undefined;
}
