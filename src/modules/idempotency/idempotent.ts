import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { normalizeIp } from '@nestjs/throttler';
import type { Request } from 'express';
import { bodyOf } from '../../http/body/request-body.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import { declareIdempotent } from '../../http/openapi/errors.js';
import { fromRequestThrough } from '../../http/parameters/from-request.js';
import { keptAnswer } from '../../http/response/answer.js';
import type { KeptAnswer } from '../../http/response/kept-answer.js';
import { Idempotency, type MarkedCall } from './idempotency.service.js';

const MAX_KEY = 255;

const HEADER = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    'Any string, new for each call: repeating the call with it, within 24 hours, answers what the first one was answered, with `Idempotent-Replayed: true`',
  schema: { type: 'string', maxLength: MAX_KEY },
});

interface Options {
  /** Whether an answer carries a secret: it is not kept then, and a repetition is told that. */
  readonly secret?: boolean | ((json: string) => boolean);
  /** The handler commits by itself what it does, and has to bear being repeated. */
  readonly apart?: boolean;
}

/** Does the work of a handler, unless an earlier call did it. */
type Once = (work: () => Promise<object>, options: Options) => Promise<KeptAnswer>;

/** Recognises what a request repeats. */
@Injectable()
class RepetitionPipe implements PipeTransform<Request | undefined, Once | undefined> {
  constructor(private readonly idempotency: Idempotency) {}

  transform(request: Request | undefined): Once | undefined {
    return request && ((work, options) => this.once(request, work, options));
  }

  private once(request: Request, work: () => Promise<object>, { secret = false, apart }: Options) {
    const call: MarkedCall = {
      key: keyOf(request) ?? '',
      caller: callerOf(request),
      route: `${request.method} ${request.url}`,
      brandId: (request.caller ?? request.callingPortal)?.brandId ?? null,
      hash: () => bodyOf(request).hash(),
      isSecret: ({ json }) => (typeof secret === 'boolean' ? secret : secret(json)),
    };
    const answer = async () => keptAnswer(request.path, await work());
    return apart ? this.idempotency.onceApart(call, answer) : this.idempotency.once(call, answer);
  }
}

const WithKey = (): ParameterDecorator =>
  fromRequestThrough(
    RepetitionPipe,
    (request) => (keyOf(request) === undefined ? undefined : request),
    HEADER,
  );

/** @throws {ValidationFailed} */
function keyOf({ headers }: Request): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') return undefined;
  if (typeof key === 'string' && key.length <= MAX_KEY) return key;
  throw ValidationFailed.at('Idempotency-Key', `must be at most ${MAX_KEY} characters long`);
}

function callerOf({ caller, callingPortal, ip }: Request): string {
  if (caller) return `user ${caller.userId} in brand ${caller.brandId}`;
  return callingPortal ? `portal ${callingPortal.id}` : `address ${normalizeIp(ip ?? '')}`;
}

type Handler = (this: unknown, ...args: unknown[]) => Promise<object>;

/**
 * A call with `Idempotency-Key` takes effect once, however often it is made. Every handler of a POST declares it; one
 * without the header goes straight to the handler.
 */
export const Idempotent =
  (options: Options = {}): MethodDecorator =>
  (target: object, name: string | symbol, descriptor: PropertyDescriptor): void => {
    const handler = descriptor.value as Handler;
    const parameters = Reflect.getMetadata('design:paramtypes', target, name) as unknown[];
    const last = parameters.length;
    // the handler does not know of this parameter, which comes behind its own
    WithKey()(target, name, last);
    declareIdempotent(target, name, descriptor);
    const once: Handler = function (...args) {
      const repetition = args[last] as Once | undefined;
      const work = () => handler.apply(this, args.slice(0, last));
      return repetition ? repetition(work, options) : work();
    };
    for (const key of Reflect.getMetadataKeys(handler) as unknown[]) {
      Reflect.defineMetadata(key, Reflect.getMetadata(key, handler), once);
    }
    Object.defineProperty(once, 'name', { value: name });
    descriptor.value = once;
  };
