import { type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../../config/config.js';
import { TooManyRequests } from '../errors/errors.js';
import { Windows } from './throttler-storage.js';

const MINUTE = 60_000;

/** Calls a minute that write to one target, whoever makes them. */
const CALLS = 600;

/** Counts calls by what they write to: the `:id` of the path. Off where calls are not limited at all. */
@Injectable()
export class TargetLimit {
  private readonly windows = new Windows();

  constructor(private readonly config: Config) {}

  /** @throws {TooManyRequests} */
  count(target: string): void {
    if (this.config.requestsPerAddress === 0) return;
    const { isBlocked, timeToBlockExpire } = this.windows.increment(target.toLowerCase(), MINUTE, CALLS);
    if (isBlocked) throw new TooManyRequests(Math.max(1, timeToBlockExpire));
  }
}

@Injectable()
class TargetGuard implements CanActivate {
  constructor(private readonly limit: TargetLimit) {}

  canActivate(context: ExecutionContext): boolean {
    const { params } = context.switchToHttp().getRequest<Request>();
    this.limit.count(String(params['id']));
    return true;
  }
}

/** Anybody may write there: 600 calls a minute for one `:id`, from however many addresses. */
export const LimitedByTarget = (): MethodDecorator => UseGuards(TargetGuard);
