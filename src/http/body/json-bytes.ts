import { ValidateBy } from 'class-validator';

/** How long JSON is as UTF-8. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Free-form JSON of at most so many bytes, without white space. */
export const MaxJsonBytes = (maximum: number): PropertyDecorator =>
  ValidateBy({
    name: 'maxJsonBytes',
    validator: {
      validate: (value: unknown) => value === undefined || jsonBytes(value) <= maximum,
      defaultMessage: () => `must have at most ${maximum} bytes of JSON`,
    },
  });
