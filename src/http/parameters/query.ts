import { ApiQuery } from '@nestjs/swagger';
import type { Request } from 'express';
import { ValidationFailed } from '../errors/errors.js';
import { fromRequest } from './from-request.js';

/** A query parameter that may be given once. @throws {ValidationFailed} */
export function single(query: Request['query'], name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw ValidationFailed.at(name, 'may be given once only');
}

interface TextOptions {
  readonly description: string;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength: number;
  readonly example: string;
}

/** Injects a text of the query, or `undefined` where it is optional and not given. */
export const TextQuery = (name: string, options: TextOptions): ParameterDecorator =>
  fromRequest(
    ({ query }) => text(single(query, name), name, options),
    ApiQuery({ name, type: String, ...options, required: options.required ?? false }),
  );

function text(
  value: string | undefined,
  name: string,
  { required, minLength = 0, maxLength }: TextOptions,
): string | undefined {
  if (value === undefined && required) throw ValidationFailed.at(name, 'is missing');
  if (value !== undefined && (value.length < minLength || value.length > maxLength)) {
    throw ValidationFailed.at(name, `has to be ${minLength} to ${maxLength} characters long`);
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
  if (value !== 'true' && value !== 'false') throw ValidationFailed.at(name, 'is neither true nor false');
  return value === 'true';
}
