import { ownRule } from './sentences.js';

/** How long JSON is as UTF-8. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Free-form JSON of at most so many bytes, without white space. */
export const MaxJsonBytes = (maximum: number): PropertyDecorator =>
  ownRule({
    name: 'maxJsonBytes',
    args: [maximum],
    sentence: (most: number) => `must have at most ${most} bytes of JSON`,
    isMet: (value) => value === undefined || jsonBytes(value) <= maximum,
  });
