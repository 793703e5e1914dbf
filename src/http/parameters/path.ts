import { ApiParam } from '@nestjs/swagger';
import type { Request } from 'express';
import { validate as isUuid } from 'uuid';
import { ValidationFailed } from '../errors/errors.js';
import { fromRequest } from './from-request.js';

interface PathOptions {
  readonly description: string;
  /** One that is in the demo data. */
  readonly example: string;
}

/** How the uuid `name` of a path is documented. */
export const documentedUuid = (name: string, { description, example }: PathOptions): MethodDecorator =>
  ApiParam({ name, description, type: String, format: 'uuid', example });

/** Injects a uuid of the path. A gibberish one is 400; whether it is known is for the service to say. */
export const PathUuid = (name: string, options: PathOptions): ParameterDecorator =>
  fromRequest((request) => uuid(request.params[name], name), documentedUuid(name, options));

/** @throws {ValidationFailed} */
export function uuid(value: unknown, name: string): string {
  if (typeof value !== 'string' || !isUuid(value)) throw ValidationFailed.at(name, 'must be a uuid');
  return value.toLowerCase();
}

/** Injects a text of the path. @param normal its normal form; throws what is wrong with it */
export const PathText = (
  name: string,
  { description, example, maxLength }: PathOptions & { readonly maxLength: number },
  normal: (text: string, name: string) => string = (text) => text,
): ParameterDecorator =>
  fromRequest(
    (request: Request) => normal(String(request.params[name]), name),
    ApiParam({ name, description, schema: { type: 'string', maxLength, example } }),
  );
