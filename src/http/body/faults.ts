import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { Fault } from '../errors/errors.js';
import { pathTo } from '../errors/paths.js';
import { isAboutKind, rankOf, sentenceOf } from './sentences.js';

/** What one decorator of a property says. */
export type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** The rules that the decorators of a class say, those of the classes it derives from included. */
export const rulesOf = (type: new () => object): Rule[] =>
  getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);

/** The name of a rule, and what decides. */
export function constraintOf(rule: Rule) {
  const [constraint] = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
  return { name: constraint?.name ?? rule.name ?? rule.type, instance: constraint?.instance };
}

/** What class-validator found, as one fault per offending value: the most basic one of it. */
export function faultsOf(errors: readonly ValidationError[], parent = ''): Fault[] {
  return errors.flatMap((error) => {
    const path = pathTo(parent, Array.isArray(error.target) ? Number(error.property) : error.property);
    const broken = Object.keys(error.constraints ?? {}).sort((one, other) => rankOf(one) - rankOf(other));
    const [worst] = broken;
    // what has no such member at all, or is of another kind, has no parts to find fault with
    const children = worst !== undefined && isAboutKind(worst) ? [] : (error.children ?? []);
    return [...faultsOfValue(error, broken, path), ...faultsOf(children, path)];
  });
}

function faultsOfValue(error: ValidationError, broken: readonly string[], path: string): Fault[] {
  let own: string | undefined;
  const items = new Map<number, string>();
  for (const name of broken) {
    const rule = ruleOf(error, name);
    const message = messageOf(error, name, rule);
    if (!rule?.each || !Array.isArray(error.value)) own ??= message;
    else for (const index of offendersOf(error, rule)) if (!items.has(index)) items.set(index, message);
  }
  const ofItems = [...items].sort(([one], [other]) => one - other);
  return [
    ...(own === undefined ? [] : [{ path, message: own }]),
    ...ofItems.map(([index, message]) => ({ path: pathTo(path, index), message })),
  ];
}

function ruleOf({ target, property }: ValidationError, name: string): Rule | undefined {
  if (!target || Array.isArray(target)) return undefined;
  return rulesOf(target.constructor as new () => object).find(
    (rule) => rule.propertyName === property && constraintOf(rule).name === name,
  );
}

/** Of a rule for each item, class-validator says that some item breaks it, but not which. */
function offendersOf(error: ValidationError, rule: Rule): number[] {
  const { target, property } = error;
  const value = error.value as unknown[];
  const { instance } = constraintOf(rule);
  const constraints = (rule.constraints ?? []) as unknown[];
  const object = target as object;
  return value.flatMap((item, index) =>
    instance?.validate(item, { value, constraints, object, property, targetName: '' }) ? [] : [index],
  );
}

function messageOf({ value }: ValidationError, name: string, rule?: Rule): string {
  if (value === undefined) return 'is required';
  if (typeof rule?.message === 'string') return rule.message;
  return sentenceOf(name, (rule?.constraints ?? []) as unknown[]) ?? 'is not what it must be';
}
