import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { bodyOf } from '../../http/body/request-body.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { fromRequest } from '../../http/parameters/from-request.js';
import { sha256 } from '../../secrets/secrets.js';

const MAX_KEY = 255;

/** A creation that its client marked, so that a repetition is recognised. */
export interface IdempotentRequest {
  readonly key: string;
  readonly bodyHash: Buffer;
}

/** Injects the {@link IdempotentRequest} where `Idempotency-Key` was sent. */
export const IdempotencyKeyHeader = (): ParameterDecorator =>
  fromRequest(
    idempotentRequest,
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Any string, new for each creation: repeating the request with it answers the first result for 24 hours',
      schema: { type: 'string', maxLength: MAX_KEY },
    }),
  );

async function idempotentRequest(request: Request): Promise<IdempotentRequest | undefined> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') return undefined;
  if (typeof key !== 'string' || key.length > MAX_KEY) {
    throw ValidationFailed.at('Idempotency-Key', `must be at most ${MAX_KEY} characters long`);
  }
  return { key, bodyHash: sha256(await bodyOf(request).bytes()) };
}
