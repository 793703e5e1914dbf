import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { arbitraryOf } from '../../../test/factories/arbitrary.js';
import { type PortalConfig, portalConfigSchema, validatePortalConfig } from './config-schema.js';

const faults = (config: unknown) =>
  validatePortalConfig(config).map(({ path, message }) => `${path} ${message}`);

describe('validatePortalConfig', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['an empty object', {}],
    [
      'what nobody described, at every level',
      { theme: 1, apps: { chat: { x: [] }, crm: {} }, layout: { y: null } },
    ],
    ['an app that is exposed as it is', { apps: { chat: {} } }],
    [
      'bots by id and as objects',
      { apps: { chat: { bots: ['a', { id: 'b', name: 3 }] }, task: { bots: [] } } },
    ],
    [
      'sources as boolean and as object',
      { apps: { chat: { sources: { web: true } }, other: { sources: 5 } } },
    ],
    ['texts of a chat as booleans', { apps: { chat: { title: false, description: true } } }],
    ['texts of a chat as texts', { apps: { chat: { title: 'Ask', description: 'Us' } } }],
    [
      'every kind of matcher',
      { users: { 'A@B.c': {}, '*@b.c': {}, '@b.c': {}, ' * ': {}, 'a@localhost': {} } },
    ],
    [
      'overlays that remove',
      { users: { '*': { apps: { chat: null, inbox: { filters: null, name: null } } } } },
    ],
    [
      'groups of both spellings',
      { groups: { a: { users: ['*@b.c'] }, b: { users: { '*': {} }, apps: { c: null } } } },
    ],
    ['booleans for parts of the layout', { layout: { header: false, footer: true, sidebar: false } }],
    [
      'names that objects have by nature',
      JSON.parse('{"apps":{"constructor":{},"toString":{"name":"x"},"__proto__":{}},"valueOf":1}'),
    ],
  ])('takes %s', (_, config) => {
    expect(faults(config)).toEqual([]);
  });

  it.each<[unknown, string]>([
    [[], 'config must be an object'],
    ['{}', 'config must be an object'],
    [0, 'config must be an object'],
    [{ apps: { chat: null } }, 'config.apps.chat must be an object'],
    [{ apps: { chat: true } }, 'config.apps.chat must be an object'],
    [{ apps: { constructor: 'x' } }, 'config.apps.constructor must be an object'],
    [JSON.parse('{"apps":{"__proto__":1}}'), 'config.apps.__proto__ must be an object'],
    [{ apps: { chat: { title: 1 } } }, 'config.apps.chat.title must be a string or a boolean'],
    [{ apps: { crm: { description: true } } }, 'config.apps.crm.description must be a string'],
    [{ apps: [] }, 'config.apps must be an object'],
    [{ apps: null }, 'config.apps must be an object'],
    [{ apps: { crm: { order: '1' } } }, 'config.apps.crm.order must be a number'],
    [{ apps: { crm: { hidden: null } } }, 'config.apps.crm.hidden must be a boolean'],
    [
      { apps: { crm: { category: 'Main' } } },
      'config.apps.crm.category must be one of main, support, admin, user, developer, help, other, lab, service',
    ],
    [{ apps: { chat: { bots: 'a' } } }, 'config.apps.chat.bots must be an array'],
    [{ apps: { chat: { bots: ['a', 7] } } }, 'config.apps.chat.bots[1] must be a string or an object'],
    [{ apps: { task: { bots: [{}] } } }, 'config.apps.task.bots[0].id is required'],
    [{ apps: { task: { bots: [{ id: 1 }] } } }, 'config.apps.task.bots[0].id must be a string'],
    [{ apps: { chat: { initialMessages: [1] } } }, 'config.apps.chat.initialMessages[0] must be a string'],
    [{ apps: { chat: { intro: { text: [] } } } }, 'config.apps.chat.intro.text must be a string'],
    [{ apps: { chat: { sources: 1 } } }, 'config.apps.chat.sources must be a boolean or an object'],
    [{ apps: { inbox: { filters: { safety: 1 } } } }, 'config.apps.inbox.filters.safety must be a boolean'],
    [{ users: { 'a@b.c': true } }, 'config.users.a@b.c must be an object'],
    [{ users: { 'a@b.c': { apps: [] } } }, 'config.users.a@b.c.apps must be an object'],
    [{ users: { 'a@b.c': { apps: { x: 1 } } } }, 'config.users.a@b.c.apps.x must be an object'],
    [{ groups: { g: [] } }, 'config.groups.g must be an object'],
    [
      { groups: { g: { users: ['nobody'] } } },
      'config.groups.g.users[0] must be an e-mail address, *@<domain> or *',
    ],
    [{ groups: { g: { users: '*' } } }, 'config.groups.g.users must be an object or an array'],
    [{ signin: { title: 1 } }, 'config.signin.title must be a string'],
    [{ layout: { header: 'x' } }, 'config.layout.header must be a boolean or an object'],
    [
      { layout: { footer: { terms: 'javascript:x' } } },
      'config.layout.footer.terms must be an http or https URL',
    ],
    [
      { layout: { footer: { privacy: 'https://' } } },
      'config.layout.footer.privacy must be an http or https URL',
    ],
    [{ layout: { sidebar: { link: '/home' } } }, 'config.layout.sidebar.link must be an http or https URL'],
    [{ layout: { sidebar: { items: {} } } }, 'config.layout.sidebar.items must be an array'],
  ])('refuses %j', (config, fault) => {
    expect(faults(config)).toEqual([fault]);
  });

  it.each(['nobody', '', '**', '*@', '@', 'a@b@c', '*@*', '*@*.b.c', 'a*@b.c', 'a b@c.d', '*.b.c'])(
    'refuses %j as a matcher',
    (matcher) => {
      expect(faults({ users: { [matcher]: {} } })).toEqual([
        `config.users.${matcher} must be an e-mail address, *@<domain> or *`,
      ]);
    },
  );

  it('says several faults at once, but not without end, and not at any length', () => {
    expect(faults({ apps: { a: 1, b: 2 }, layout: 3 })).toHaveLength(3);
    const messages = faults({
      apps: { ['x'.repeat(10_000)]: { bots: [] }, chat: { bots: Array(5_000).fill(1) } },
    });
    expect(messages).toHaveLength(50);
    expect(faults({ apps: { ['x'.repeat(10_000)]: 1 } })).toEqual([
      `config.apps.${'x'.repeat(100)}… must be an object`,
    ]);
  });

  it('refuses what the OpenAPI document refuses, and nothing else save what a schema cannot say', () => {
    const ajv = new Ajv({ strict: false }).addSchema(
      JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as object,
      'openapi',
    );
    const fits = ajv.compile({ $ref: 'openapi#/components/schemas/PortalConfig' });
    let [taken, refused] = [0, 0];
    fc.assert(
      fc.property(arbitraryOf(portalConfigSchema), fc.nat(), anyValue, (config, place, value) => {
        const changed = withChangeAt(config, place, value);
        const found = validatePortalConfig(changed).filter(({ message }) => !message.includes('e-mail'));
        expect([changed, fits(changed)]).toEqual([changed, found.length === 0]);
        if (found.length === 0) taken++;
        else refused++;
      }),
      { numRuns: 3_000 },
    );
    expect(Math.min(taken, refused)).toBeGreaterThan(500);
  });

  it('is the type of a config as well', () => {
    const config: PortalConfig = {
      apps: { chat: { bots: ['a', { id: 'b' }], category: 'main' }, crm: { order: 1 } },
      users: { '*': { apps: { chat: null } } },
    };
    expect(validatePortalConfig(config)).toEqual([]);
    // @ts-expect-error there is no such category
    const wrong: PortalConfig = { apps: { crm: { category: 'nonsense' } } };
    expect(validatePortalConfig(wrong)).toHaveLength(1);
  });
});

const anyValue = fc.constantFrom<unknown>(
  null,
  true,
  0,
  'text',
  'main',
  'https://a.b',
  [],
  [1],
  {},
  { id: 1 },
);

/** The same with `value` in one place, the one that `place` counts off. */
function withChangeAt(config: unknown, place: number, value: unknown): unknown {
  const count = (node: unknown): number =>
    typeof node === 'object' && node !== null
      ? Object.values(node).reduce<number>((sum, member) => sum + count(member), 1)
      : 1;
  let left = place % count(config);
  return JSON.parse(JSON.stringify(config), function (_, node: unknown) {
    return left-- === 0 ? value : node;
  });
}
