import type { ExecutionContext } from '@nestjs/common';

/**
 * What `find` says of the handler of a call. Decorators never change: it is asked once for each handler. Controllers may
 * inherit one from each other, and have decorators of their own.
 */
export function perHandler<Found>(
  find: (context: ExecutionContext) => Found,
): (context: ExecutionContext) => Found {
  const known = new WeakMap<object, { readonly of: unknown; readonly found: Found }>();
  return (context) => {
    const handler = context.getHandler();
    let entry = known.get(handler);
    if (entry?.of !== context.getClass()) {
      known.set(handler, (entry = { of: context.getClass(), found: find(context) }));
    }
    return entry.found;
  };
}
