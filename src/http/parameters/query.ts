import { ApiQuery } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Fault, faultsThrownBy, ValidationFailed } from '../errors/errors.js';
import { lengthSentence } from '../body/sentences.js';
import { fromRequest } from './from-request.js';

/** A query parameter that may be given once. @throws {ValidationFailed} */
export function single(query: Request['query'], name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw ValidationFailed.at(name, 'must be given only once');
}

type Readers = Readonly<Record<string, () => unknown>>;
type Read<R extends Readers> = { readonly [Name in keyof R]: ReturnType<R[Name]> };

/** What each of `readers` reads. @throws {ValidationFailed} with what is wrong with all of them */
export function together<R extends Readers>(readers: R): Read<R> {
  const values: Record<string, unknown> = {};
  const faults = Object.entries(readers).flatMap<Fault>(([name, read]) => [
    ...faultsThrownBy(() => (values[name] = read())),
  ]);
  if (faults.length > 0) throw new ValidationFailed(faults);
  return values as Read<R>;
}

interface TextOptions {
  readonly description: string;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength: number;
  readonly example: string;
}

/**
 * Injects a text of the query, or `undefined` where it is optional and not given.
 * @param normal its normal form; throws what is wrong with it
 */
export const TextQuery = (
  name: string,
  options: TextOptions,
  normal: (text: string, name: string) => string = (text) => text,
): ParameterDecorator =>
  fromRequest(
    ({ query }) => {
      const given = text(single(query, name), name, options);
      return given === undefined ? undefined : normal(given, name);
    },
    ApiQuery({ name, type: String, ...options, required: options.required ?? false }),
  );

function text(
  value: string | undefined,
  name: string,
  { required, minLength = 0, maxLength }: TextOptions,
): string | undefined {
  if (value === undefined && required) throw ValidationFailed.at(name, 'is required');
  if (value !== undefined && (value.length < minLength || value.length > maxLength)) {
    throw ValidationFailed.at(name, lengthSentence(minLength, maxLength));
  }
  return value;
}

/** Injects a query parameter that is `true` or `false`; by default it is not. */
export const FlagQuery = (name: string, description: string): ParameterDecorator =>
  fromRequest(
    ({ query }) => flag(single(query, name) ?? 'false', name),
    ApiQuery({ name, type: Boolean, required: false, default: false, description }),
  );

function flag(value: string, name: string): boolean {
  if (value !== 'true' && value !== 'false') throw ValidationFailed.at(name, 'must be true or false');
  return value === 'true';
}

const END_OF_YEAR_9999 = 253_402_300_799;

/** Injects a moment of the query, in epoch seconds, or `undefined`. */
export const EpochQuery = (name: string, description: string): ParameterDecorator =>
  fromRequest(
    ({ query }) => epoch(single(query, name), name),
    ApiQuery({
      name,
      required: false,
      description: `${description}; epoch seconds`,
      schema: { type: 'number', format: 'double', minimum: 0, maximum: END_OF_YEAR_9999 },
    }),
  );

function epoch(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,12}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN;
  if (value <= END_OF_YEAR_9999) return value;
  throw ValidationFailed.at(name, `must be a number from 0 to ${END_OF_YEAR_9999}`);
}
