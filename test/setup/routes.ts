import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ACCESS, type Access } from '../../src/http/access/access.js';

/** A route as Nest serves it. */
export interface Route {
  readonly method: string;
  /** With parameters as `:name`. */
  readonly path: string;
  /** What its handler, else its controller, declares; `undefined`: nothing. */
  readonly access: Access | undefined;
  /** `PortalsController.search` */
  readonly handler: string;
}

/** Every route of every controller that is in the running application. */
export function routesOf(app: NestExpressApplication): Route[] {
  const scanner = new MetadataScanner();
  const modules = [...app.get(ModulesContainer).values()];
  return modules
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => {
      const type = metatype as { name: string; prototype: object };
      return scanner.getAllMethodNames(type.prototype).flatMap((name) => routesOfHandler(type, name));
    })
    .sort((one, other) => `${one.path} ${one.method}`.localeCompare(`${other.path} ${other.method}`));
}

function routesOfHandler(type: { name: string; prototype: object }, name: string): Route[] {
  const handler = (type.prototype as Record<string, object>)[name]!;
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, type)) as
    Access | undefined;
  return paths(type).flatMap((prefix) =>
    paths(handler).map((path) => ({
      method: RequestMethod[method],
      path: `/${prefix}/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
      access,
      handler: `${type.name}.${name}`,
    })),
  );
}

const paths = (target: object): string[] =>
  [(Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined) ?? ''].flat();

/** The path with `values` in place of its parameters. */
export const fill = (path: string, values: Record<string, string>, fallback: string): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? fallback));

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/** What Express really answers, whoever registered it: `GET /docs`. */
export function registeredRoutes(app: NestExpressApplication): string[] {
  const { stack } = app.getHttpAdapter().getInstance().router as { stack: Layer[] };
  return stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
}
