import { randomUUID } from 'node:crypto';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/config/read-config.js';
import { ApiAdapter } from '../../src/http/response/api-adapter.js';
import { makeKey, makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';
import { fill, registeredRoutes, type Route, routesOf } from '../setup/routes.js';

// not in beforeAll: the tests below are made from the list of routes, before any of them runs
const portico: Portico = await startPortico();
const routes = routesOf(portico.app);
const withAccess = (access: Route['access']): [string, Route][] =>
  routes.filter((route) => route.access === access).map((route) => [`${route.method} ${route.path}`, route]);

afterAll(() => portico.stop());

/** Served beside the controllers: the API's own documentation. */
const PAGES = /^(GET|HEAD) \/($|(docs|reference|openapi)\b)/;

const unauthorized = (path: string): string =>
  /^\/(api\/)?v1\b/.test(path) ? 'NOT_AUTHENTICATED' : 'Unauthorized';

describe('every route', () => {
  it('declares who may enter', () => {
    const line = ({ method, path, access, handler }: Route) =>
      `${method.padEnd(7)}${path.padEnd(58)}${(access ?? 'NOTHING').padEnd(14)}${handler}`;
    console.log(routes.map(line).join('\n'));

    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  });

  it('is closed where it declares nothing', async () => {
    @Controller('undeclared')
    class UndeclaredController {
      @Get()
      get(): object {
        return { reached: true };
      }
    }
    @Module({ controllers: [UndeclaredController] })
    class UndeclaredModule {}
    const appModule = AppModule.with(readConfig({ DATA_DIR: 'memory' }));
    const app = await NestFactory.create<NestExpressApplication>(
      { ...appModule, imports: [...(appModule.imports ?? []), UndeclaredModule] },
      new ApiAdapter(),
      { logger: false },
    );
    await app.listen(0, '127.0.0.1');
    const answer = await fetch(`${await app.getUrl()}/undeclared`);
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 401,
      body: { code: 'Unauthorized' },
    });
    await app.close();
  });

  it('is one of a controller, where the guards stand; only the documentation is not', () => {
    const ofControllers = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const others = registeredRoutes(portico.app).filter((route) => !ofControllers.has(route));
    expect(others.filter((route) => !PAGES.test(route))).toEqual([]);

    const registered = new Set(registeredRoutes(portico.app));
    expect([...ofControllers].filter((route) => !registered.has(route))).toEqual([]);
  });
});

describe.each(withAccess('bearer'))('%s', (_, { method, path }) => {
  const url = fill(path, {}, randomUUID());
  const call = (authorization?: string) =>
    portico.api.call(method, url, { headers: authorization === undefined ? {} : { authorization } });

  it('answers 401 without a bearer token that is known and live', async () => {
    const { brand, owner } = await makeTenant(portico.em());
    const { token } = await makePortal(portico.em(), { brand });
    const expired = await makeKey(portico.em(), { brand, user: owner, expiresAt: 1_000_000_000 });
    for (const secret of [expired, token]) portico.keepSecret(secret);

    const attempts = [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Basic c2s6c2s=',
      expired,
      `Bearer ${expired}`,
      `Bearer sk_${'x'.repeat(43)}`,
      `Bearer ${token}`,
      'Bearer \u00e9',
      `Bearer ${'x'.repeat(8_000)}`,
    ];
    for (const authorization of attempts) {
      const { status, body, headers } = await call(authorization);
      expect({ authorization, status, code: body?.code }).toEqual({
        authorization,
        status: 401,
        code: unauthorized(path),
      });
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it("answers 401 to a portal's token, which is no bearer", async () => {
    const { brand } = await makeTenant(portico.em());
    const { token: portalToken } = await makePortal(portico.em(), { brand });
    expect((await portico.api.call(method, url, { portalToken })).status).toBe(401);
  });
});

describe.each(withAccess('portal-token'))('%s', (_, { method, path }) => {
  const call = (id: string, token?: string, headers: Record<string, string> = {}) =>
    portico.api.call(method, fill(path, { id }, randomUUID()), {
      headers: { ...(token !== undefined && { 'x-rechat-portal-token': token }), ...headers },
    });

  it("answers 401 without this portal's own token", async () => {
    const { brand, key } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    const other = await makePortal(portico.em(), { brand: (await makeTenant(portico.em())).brand });

    const malformed = ['', 'x', token.slice(1), `${token}0`, `{${token}}`, `${token}, ${token}`, key];
    for (const secret of [token, other.token]) portico.keepSecret(secret);
    for (const attempt of [undefined, ...malformed, randomUUID(), other.token]) {
      const { status, body, headers } = await call(portal.id, attempt);
      expect({ attempt, status, code: body?.code }).toEqual({
        attempt,
        status: 401,
        code: unauthorized(path),
      });
      expect(headers.get('www-authenticate')).toBe('PortalToken');
    }
    expect((await call(portal.id, undefined, { authorization: `Bearer ${key}` })).status).toBe(401);
  });

  it('answers 404 for an unknown portal and 400 for what is no uuid, when a token is sent', async () => {
    expect((await call(randomUUID(), randomUUID())).status).toBe(404);
    expect((await call('gibberish', randomUUID())).status).toBe(400);
    expect((await call('gibberish')).status).toBe(401);
  });

  it('lets its own token in, in either case of letters', async () => {
    const { brand } = await makeTenant(portico.em());
    const { portal, token } = await makePortal(portico.em(), { brand });
    for (const spelling of [token, token.toUpperCase()]) {
      expect((await call(portal.id, spelling)).status).not.toBe(401);
    }
  });
});
