import { ownRule } from '../../http/body/sentences.js';

export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 1_000;

/** A password is taken as it is, with the spaces around it. A text with a rule of class-validator's would lose those. */
export const IsPassword = (minimum: number): PropertyDecorator =>
  ownRule({
    name: 'isPassword',
    args: [minimum],
    sentence: (least: number) => `must be a string of ${least} to ${MAX_PASSWORD} characters`,
    isMet: (value) => typeof value === 'string' && value.length >= minimum && value.length <= MAX_PASSWORD,
  });
