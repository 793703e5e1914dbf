import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { ValidationFailed } from '../../http/errors/errors.js';
import { sha256 } from '../../secrets/secrets.js';

const MAX_KEY = 255;

/** A creation that its client marked, so that a repetition is recognised. */
export interface IdempotentRequest {
  readonly key: string;
  readonly bodyHash: Buffer;
}

/** Injects the {@link IdempotentRequest} where `Idempotency-Key` was sent. */
export const IdempotencyHeader = createParamDecorator(
  (_: unknown, context: ExecutionContext): IdempotentRequest | undefined => {
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.headers['idempotency-key'];
    if (key === undefined || key === '') return undefined;
    if (typeof key !== 'string' || key.length > MAX_KEY) {
      throw ValidationFailed.at('Idempotency-Key', `is longer than ${MAX_KEY} characters`);
    }
    return { key, bodyHash: sha256(request.rawBody ?? '') };
  },
);
