import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Unauthorized } from '../../src/http/errors/errors.js';
import {
  PORTAL_ACCESS_EXAMPLE,
  SHOWN_CONFIG_EXAMPLE,
} from '../../src/modules/admission/admission.examples.js';
import { AdmissionService } from '../../src/modules/admission/admission.service.js';
import { validatePortalConfig } from '../../src/modules/portal-config/config-schema.js';
import { PORTAL_EXAMPLE } from '../../src/modules/portals/portal.examples.js';
import { prepareDatabase } from '../../src/lifecycle/prepare-database.js';
import { sha256 } from '../../src/secrets/secrets.js';
import { makePortal, makeTenant } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

/** A portal of a brand of its own. */
async function portalWith(config?: unknown): Promise<{ id: string; token: string; key: string }> {
  const { brand, key } = await makeTenant(portico.em());
  const { portal, token } = await makePortal(portico.em(), { brand, config });
  return { id: portal.id, token, key };
}

const example = (name: string): any => JSON.parse(readFileSync(`examples/${name}`, 'utf8'));

describe('POST /portals/:id/access', () => {
  const check = ({ id, token }: { id: string; token?: string }, email: unknown) =>
    portico.api.post(`/portals/${id}/access`, { portalToken: token, body: { email } });

  it('lets in whom the config lists, with the config as it is for them', async () => {
    const portal = await portalWith(example('portal-config.json'));
    const { apps, signin, layout } = example('portal-config.json');

    const boss = await check(portal, '  Boss@Company.COM ');
    expect(boss.status).toBe(200);
    expect(boss.body).toEqual({
      code: 'OK',
      data: {
        type: 'portal_access',
        email: 'boss@company.com',
        granted: true,
        matchers: ['*@company.com', 'boss@company.com'],
        config: {
          apps: {
            ...apps,
            chat: { ...apps.chat, models: true },
            usage: { ...apps.usage, hidden: false },
            connect: { name: 'Contacts' },
          },
          signin,
          layout,
        },
      },
    });

    const trainee = await check(portal, 'tim@company.com');
    expect(Object.keys(trainee.body.data.config.apps)).toEqual(['chat', 'task', 'usage', 'connect']);
    const partner = await check(portal, 'pat@partner.example');
    expect(partner.body.data.matchers).toEqual(['*@partner.example']);
    expect(Object.keys(partner.body.data.config.apps)).toEqual(['chat', 'task']);
  });

  it.each([
    'x@evil-company.com',
    'x@company.com.evil.io',
    'x@sub.company.com',
    'x@evil.com@company.com',
    '@company.com',
    'company.com',
  ])('does not let %j in by *@company.com', async (email) => {
    const refused = await check(await portalWith(example('portal-config-minimal.json')), email);
    expect(refused.status).toBe(200);
    expect(refused.body).toEqual({
      code: 'OK',
      data: {
        type: 'portal_access',
        email: email.trim(),
        granted: false,
        matchers: [],
        config: null,
      },
    });
  });

  it.each([
    [undefined],
    [null],
    [{}],
    [{ users: {} }],
    [{ apps: { chat: {} }, groups: { all: { users: { '*': {} } } } }],
  ])('lets nobody in where the config is %j', async (config) => {
    const refused = await check(await portalWith(config), 'dana@example.com');
    expect(refused.body.data).toMatchObject({ granted: false, matchers: [], config: null });
  });

  it('loses no key of the config, whatever it is called', async () => {
    const apps = {
      constructor: { name: 'One' },
      toString: {},
      hasOwnProperty: { valueOf: [{ constructor: 1 }] },
    };
    const portal = await portalWith({ apps, users: { 'constructor@tostring': {} }, constructor: null });

    const { text } = await check(portal, 'constructor@toString');
    expect(JSON.stringify(JSON.parse(text).data)).toBe(
      JSON.stringify({
        type: 'portal_access',
        email: 'constructor@tostring',
        granted: true,
        matchers: ['constructor@tostring'],
        config: { apps, constructor: null },
      }),
    );
  });

  it.each([
    ['is missing', {}, 'email'],
    ['is null', { email: null }, 'email'],
    ['is a number', { email: 5 }, 'email'],
    ['is an object', { email: { a: 'b' } }, 'email'],
    ['is empty', { email: '' }, 'email'],
    ['is blank', { email: ' ' }, 'email'],
    ['is a pattern', { email: '*@company.com' }, 'email'],
    ['is everybody', { email: ' * ' }, 'email'],
    ['has a pattern in it', { email: 'a*@company.com' }, 'email'],
    ['is too long', { email: `${'x'.repeat(320)}@company.com` }, 'email'],
    ['comes with something else', { email: 'a@b.c', admin: true }, 'admin'],
  ])('answers 400 where the address %s', async (_, body, path) => {
    const { id, token } = await portalWith({ users: { '*': {} } });
    const refused = await portico.api.post(`/portals/${id}/access`, { portalToken: token, body });
    expect(refused.status).toBe(400);
    expect(refused.body.details).toEqual([{ path, message: expect.any(String) }]);
  });

  it.each(['', '[]', '"a@b.c"', '{"email":', '{"email":"a\\u0000@b.c"}', '{"email":"\\ud800@b.c"}'])(
    'answers 400 to the body %j',
    async (raw) => {
      const { id, token } = await portalWith({ users: { '*': {} } });
      const refused = await portico.api.post(`/portals/${id}/access`, { portalToken: token, raw });
      expect(refused.status).toBe(400);
      expect(refused.body.code).toBe('Validation');
    },
  );
});

describe('GET /portals/:id/config', () => {
  const show = async (config?: unknown) => {
    const { id, token } = await portalWith(config);
    return portico.api.get(`/portals/${id}/config`, { portalToken: token });
  };

  it('shows layout, sign-in and how visible apps present themselves, and nothing else', async () => {
    const config = example('portal-config.json');
    const shown = await show({
      ...config,
      secret: 'x',
      apps: { ...config.apps, crm: { name: 'CRM', key: 'x' } },
    });

    expect(shown.status).toBe(200);
    expect(shown.body).toEqual({
      code: 'OK',
      data: {
        type: 'portal_config',
        layout: config.layout,
        signin: config.signin,
        apps: {
          chat: {
            name: 'Ask us',
            headline: 'An answer at any hour',
            icon: 'chat',
            order: 1,
            category: 'help',
            default: true,
          },
          task: { name: 'Visits', order: 2, category: 'user' },
          inbox: { name: 'Conversations', order: 3 },
          crm: { name: 'CRM' },
        },
      },
    });
  });

  it.each([[undefined], [null], [{}]])('shows nothing where the config is %j', async (config) => {
    const shown = await show(config);
    expect(shown.body.data).toEqual({ type: 'portal_config', layout: {}, signin: {}, apps: {} });
  });

  it('keeps the order of apps, and those named like something every object has', async () => {
    const shown = await show({ apps: { usage: {}, constructor: { name: 'One' }, chat: {}, toString: {} } });
    expect(JSON.stringify(shown.body.data.apps)).toBe(
      '{"usage":{},"constructor":{"name":"One"},"chat":{},"toString":{}}',
    );
  });
});

describe.each([
  ['POST', 'access'],
  ['GET', 'config'],
])('%s /portals/:id/%s', (method, route) => {
  const call = (id: string, options: { portalToken?: string; bearer?: string }) =>
    portico.api.call(method, `/portals/${id}/${route}`, {
      ...options,
      ...(method === 'POST' && { body: { email: 'dana@example.com' } }),
    });

  it('answers 401 without the token of this very portal', async () => {
    const [one, other] = [await portalWith({ users: { '*': {} } }), await portalWith()];
    for (const options of [
      {},
      { bearer: one.key },
      { portalToken: 'nonsense' },
      { portalToken: randomUUID() },
      { portalToken: other.token },
    ]) {
      const refused = await call(one.id, options);
      expect([refused.status, refused.body.code]).toEqual([401, 'Unauthorized']);
    }
  });

  it('answers 400 to gibberish in place of the id, and 404 to the id of no portal', async () => {
    const { token } = await portalWith();
    expect((await call('gibberish', { portalToken: token })).status).toBe(400);
    const id = randomUUID();
    const unknown = await call(id, { portalToken: token });
    expect([unknown.status, unknown.body.message]).toEqual([404, `Portal ${id} not found`]);
  });
});

it('refuses a token that was rotated after the guard had let it in', async () => {
  const { id } = await portalWith({ users: { '*': {} } });
  const portal = { id, brandId: randomUUID(), tokenHash: sha256('the former token') };
  await expect(portico.app.get(AdmissionService).config(portal)).rejects.toThrow(Unauthorized);
});

describe('examples', () => {
  it.each(readdirSync('examples').filter((name) => name.startsWith('portal-config')))(
    '%s is a legal config',
    (name) => {
      expect(validatePortalConfig(example(name))).toEqual([]);
    },
  );

  it('are what the demo portal answers', async () => {
    const demo = await startPortico({ DEMO_DATA: 'true' });
    try {
      const portalToken = (await prepareDatabase(demo.app))?.portalToken as string;
      const check = await demo.api.post(`/portals/${PORTAL_EXAMPLE.id}/access`, {
        portalToken,
        body: { email: PORTAL_ACCESS_EXAMPLE.email },
      });
      expect(check.body.data).toEqual(PORTAL_ACCESS_EXAMPLE);
      const shown = await demo.api.get(`/portals/${PORTAL_EXAMPLE.id}/config`, { portalToken });
      expect(shown.body.data).toEqual(SHOWN_CONFIG_EXAMPLE);
    } finally {
      await demo.stop();
    }
  });
});
