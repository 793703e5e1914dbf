import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { enveloped } from '../response/envelope.js';

type Handler = (...inputs: unknown[]) => unknown;

/**
 * A controller of the brand API: what its handlers return goes out in the `{code, data}` envelope.
 *
 * The handlers are wrapped here, once. An interceptor would say the same, but Nest builds a chain of observables and
 * two asynchronous resources around every call of a handler that has one.
 */
export const BrandApi = (): ClassDecorator => (controller) => {
  const handlers = controller.prototype as Record<string, Handler>;
  for (const name of Object.getOwnPropertyNames(handlers)) {
    const handler = handlers[name] as Handler;
    if (Reflect.hasMetadata(METHOD_METADATA, handler)) handlers[name] = withEnvelope(handler);
  }
};

/** The same handler to Nest: access, route and documentation are metadata of the function. */
function withEnvelope(handler: Handler): Handler {
  const wrapped = async function (this: unknown, ...inputs: unknown[]): Promise<unknown> {
    return enveloped(await handler.apply(this, inputs));
  };
  for (const key of Reflect.getMetadataKeys(handler)) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, handler), wrapped);
  }
  return Object.defineProperty(wrapped, 'name', { value: handler.name });
}
