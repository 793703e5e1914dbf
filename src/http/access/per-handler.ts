import type { ExecutionContext } from '@nestjs/common';

/** What `find` says of the handler of a call. Its decorators never change: it is asked once for each handler. */
export function perHandler<Found>(
  find: (context: ExecutionContext) => Found,
): (context: ExecutionContext) => Found {
  const known = new WeakMap<object, { readonly found: Found }>();
  return (context) => {
    const handler = context.getHandler();
    let entry = known.get(handler);
    if (!entry) known.set(handler, (entry = { found: find(context) }));
    return entry.found;
  };
}
