import { normalizeIp } from '@nestjs/throttler';
import type { Request } from 'express';
import { fromRequest } from '../parameters/from-request.js';

/** Who calls, without the part of an IPv6 address that its owner can choose at will. */
export const clientAddress = (request: Request): string => normalizeIp(request.ip ?? '');

/** Injects the {@link clientAddress}. */
export const ClientAddress = (): ParameterDecorator => fromRequest(clientAddress);
