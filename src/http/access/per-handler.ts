import type { ExecutionContext } from '@nestjs/common';

/**
 * What was found of handlers, by the controller that has or inherits them: each may have decorators of its own. Decorators
 * never change, so what they say has to be found out once.
 */
export class HandlerMap<Found> {
  private readonly known = new WeakMap<object, WeakMap<object, { readonly found: Found }>>();

  get(context: ExecutionContext): { readonly found: Found } | undefined {
    return this.known.get(context.getHandler())?.get(context.getClass());
  }

  set(context: ExecutionContext, found: Found): Found {
    const ofHandler =
      this.known.get(context.getHandler()) ?? new WeakMap<object, { readonly found: Found }>();
    this.known.set(context.getHandler(), ofHandler.set(context.getClass(), { found }));
    return found;
  }
}

/** What `find` says of the handler of a call; it is asked once for each. */
export function perHandler<Found>(
  find: (context: ExecutionContext) => Found,
): (context: ExecutionContext) => Found {
  const known = new HandlerMap<Found>();
  return (context) => {
    const entry = known.get(context);
    return entry ? entry.found : known.set(context, find(context));
  };
}
