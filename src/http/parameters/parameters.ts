import {
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type PipeTransform,
  type ArgumentMetadata,
} from '@nestjs/common';
import type { Request } from 'express';
import { validate as isUuid } from 'uuid';
import { ValidationFailed } from '../errors/errors.js';

/** A uuid of the path. A gibberish one is 400; whether it is known is for the service to say. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    return uuid(value, data ?? 'id');
  }
}

/** @throws {ValidationFailed} */
export function uuid(value: unknown, name: string): string {
  if (typeof value !== 'string' || !isUuid(value)) throw ValidationFailed.at(name, 'is not a uuid');
  return value.toLowerCase();
}

/** A query parameter that may be given once. */
export function single(query: Request['query'], name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw ValidationFailed.at(name, 'may be given once only');
}

/** A query parameter that is `true` or `false`; by default it is not. */
export function flag(query: Request['query'], name: string): boolean {
  const value = single(query, name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw ValidationFailed.at(name, 'is neither true nor false');
  return value === 'true';
}

/** The associations a client asked for, in any of the three spellings; unknown ones do no harm. */
export type AskedAssociations = ReadonlySet<string>;

export function askedAssociations(query: Request['query']): AskedAssociations {
  const values = [query['associations'], query['associations[]']].flat();
  return new Set(
    values.flatMap((value) => (typeof value === 'string' ? value.split(',') : [])).map((name) => name.trim()),
  );
}

/** Injects {@link AskedAssociations}. */
export const Associations = createParamDecorator((_: unknown, context: ExecutionContext): AskedAssociations =>
  askedAssociations(context.switchToHttp().getRequest<Request>().query),
);
