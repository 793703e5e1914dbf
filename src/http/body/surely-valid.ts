import { constraintOf, type Rule, rulesOf } from './faults.js';

type Check = (object: object) => boolean;
type RuleCheck = (value: unknown, object: object) => boolean;

const checks = new Map<unknown, Check>();

/**
 * Whether class-validator would find nothing wrong with an instance of a request class, whitelist included. It collects
 * the rules of a class anew for each object, and makes an error of each property before it looks for one; here the same
 * rules are put together once. What is false or not understood here is for class-validator to judge, and to word.
 */
export function surelyValid(object: object): boolean {
  const type: unknown = object.constructor;
  if (typeof type !== 'function') return false;
  let check = checks.get(type);
  if (!check) checks.set(type, (check = checkOf(type as new () => object)));
  return check(object);
}

function checkOf(type: new () => object): Check {
  const rules = Map.groupBy(rulesOf(type), ({ propertyName }) => propertyName);
  const members = [...rules].map(([name, ofMember]) => memberCheck(name, ofMember));
  return (object) =>
    Object.keys(object).every((name) => rules.has(name)) && members.every((isValid) => isValid(object));
}

function memberCheck(name: string, rules: readonly Rule[]): Check {
  const isConditional = ({ type }: Rule) => type === 'conditionalValidation';
  const conditions = rules.filter(isConditional).map((rule) => rule.constraints[0] as ConditionOf);
  const ruleChecks = rules.filter((rule) => !isConditional(rule)).map(ruleCheck);
  return (object) => {
    const value = (object as Record<string, unknown>)[name];
    if (!conditions.every((isMet) => isMet(object, value))) return true;
    return ruleChecks.every((isValid) => isValid(value, object));
  };
}

/** What `@IsOptional()` and `@ValidateIf()` say: whether the other rules apply. */
type ConditionOf = (object: object, value: unknown) => boolean;

function ruleCheck(rule: Rule): RuleCheck {
  if (rule.type === 'whitelistValidation') return () => true;
  if (rule.type === 'nestedValidation') return areNestedValid;
  const { instance } = constraintOf(rule);
  if (rule.type !== 'customValidation' || rule.validateIf || !instance) return () => false;
  const { each, constraints, propertyName: property } = rule;
  return (value, object) => {
    const given = { value, object, property, constraints: constraints as unknown[], targetName: '' };
    // a promise is not true either
    const isValid = (one: unknown): boolean => instance.validate(one, given) === true;
    return each && Array.isArray(value) ? value.every(isValid) : isValid(value);
  };
}

function areNestedValid(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.every(areNestedValid);
  return typeof value === 'object' && value !== null && surelyValid(value);
}
