import type { Express } from 'express';

interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** The methods that some route answers at `path`; none: there is no such route. */
export function allowedMethods(app: Express, path: string): string[] {
  const layers = app.router.stack as unknown as Layer[];
  const methods = layers.flatMap((layer) =>
    layer.route && layer.match(path) ? Object.keys(layer.route.methods) : [],
  );
  if (methods.includes('get')) methods.push('head'); // Express answers it by the GET handler
  return [...new Set(methods.map((method) => method.toUpperCase()))]
    .filter((method) => !method.startsWith('_'))
    .sort();
}
