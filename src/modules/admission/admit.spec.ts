import fc from 'fast-check';
import { arbitraryOf } from '../../../test/factories/arbitrary.js';
import {
  type PortalConfig,
  portalConfigSchema,
  validatePortalConfig,
} from '../portal-config/config-schema.js';
import { type Admission, admit } from './admit.js';

const enters = (matchers: string[], email: string) =>
  admit({ users: Object.fromEntries(matchers.map((matcher) => [matcher, {}])) }, email).granted;

describe('admit', () => {
  it.each([
    ['*@company.com', 'jane@company.com'],
    ['@company.com', 'jane@company.com'],
    [' *@Company.COM ', '\tJANE@company.com\n'],
    ['Jane@Company.com', 'jane@COMPANY.com'],
    ['*', 'a@b'],
    ['*@localhost', 'jane@localhost'],
    ['*@münchen.de', 'jane@MÜNCHEN.de'],
    ['*@bücher.example', 'x@xn--bcher-kva.example'],
    ['*@xn--bcher-kva.example', 'x@BÜCHER.example'],
    ['x@bu\u0308cher.example', 'x@bücher.example'],
    ['*@faß.de', 'x@xn--fa-hia.de'],
    ['constructor@toString', 'Constructor@tostring'],
  ])('%j lets %j in', (matcher, email) => {
    expect(enters([matcher], email)).toBe(true);
  });

  it.each([
    'x@evil-company.com',
    'x@evilcompany.com',
    'x@company.com.evil.io',
    'x@sub.company.com',
    'x@company.co',
    'x@company.comm',
    'x@company.com.',
    'x@.company.com',
    'x@company',
    'x@company-com',
    'x@companyxcom',
    'x@cοmpany.com', // a Greek omicron
    'x@сompany.com', // a Cyrillic es
    'x@ｃompany.com', // full width
    'x@company.com\u200b',
    'x@comp\u00adany.com',
    'x@company。com',
    'x@xn--company.com',
    'x@evil.com@company.com',
    'x@company.com@evil.com',
    '"x@evil.com"@company.com',
    'x@evil.com\n@company.com',
    'x@evil.com, y@company.com',
    'Jane <jane@company.com>',
    'x y@company.com',
    'x@company.com/',
    'x%40company.com',
    '@company.com',
    'company.com',
    '*',
    '@',
    '',
    ' ',
    'constructor',
    '__proto__',
  ])('*@company.com does not let %j in', (email) => {
    expect(enters(['*@company.com', 'boss@company.com', '@COMPANY.COM'], email)).toBe(false);
  });

  it.each([
    ['*@xn--bcher-kva.example', 'x@bücher.example/'],
    ['*@xn--bcher-kva.example', 'x@bucher.example'],
    ['*@0.0.48.57', 'x@12345'],
    ['*@127.0.0.1', 'x@１27.1'],
    ['*', '*@bücher.example'],
    ['*', 'a*@company.com'],
  ])('%j does not let %j in', (matcher, email) => {
    expect(enters([matcher], email)).toBe(false);
  });

  it('takes no character for another one because of its letter case', () => {
    const changed = Array.from({ length: 0x10ffff - 0x80 }, (_, index) =>
      String.fromCodePoint(index + 0x80),
    ).filter((one) => one.toLowerCase() !== one);
    expect(changed.filter((one) => enters(['k@b.com', 'i@b.com'], `${one}@b.com`))).toEqual([]);
    expect(changed.filter((one) => [...one.toLowerCase()].every((c) => c < '\x80'))).toEqual(['\u212a']);
  });

  it.each([[null], [{}], [{ users: {} }], [{ groups: { all: { users: { '*': {} } } } }]])(
    'lets nobody in where the config is %j',
    (config) => {
      expect(admit(config, 'a@b.c')).toEqual({ granted: false, matchers: [], config: null });
    },
  );

  it('merges groups, then everybody, the domain and the address over the config', () => {
    const config: PortalConfig = {
      apps: { chat: { name: 'Chat', bots: ['a', 'b'] }, inbox: { filters: { safety: true } }, crm: {} },
      users: {
        'jane@company.com': { apps: { chat: { name: 'Jane’s chat' }, crm: { order: 1 } } },
        '*@company.com': { apps: { chat: { name: 'Our chat', bots: ['c'] }, crm: null } },
        '*': { apps: { chat: { name: 'A chat' }, inbox: { filters: { safety: null } } } },
        '*@other.com': { apps: { chat: null } },
      },
      groups: {
        others: { users: ['*@other.com'], apps: { chat: null } },
        staff: { users: ['@company.com'], apps: { usage: {}, chat: { name: 'Staff chat', save: true } } },
        bosses: { users: { 'jane@company.com': { layout: { header: true } } }, layout: { header: false } },
      },
      layout: { header: { size: 1 } },
    };

    expect(admit(config, 'jane@company.com')).toEqual({
      granted: true,
      matchers: ['*', '*@company.com', 'jane@company.com'],
      config: {
        apps: {
          chat: { name: 'Jane’s chat', bots: ['c'], save: true },
          inbox: { filters: {} },
          usage: {},
          crm: { order: 1 },
        },
        layout: { header: true },
      },
    });
    expect(Object.keys(admit(config, 'joe@elsewhere.com').config?.apps ?? {})).toEqual([
      'chat',
      'inbox',
      'crm',
    ]);
  });

  it('shows neither users nor groups, not even of an access object', () => {
    const { config } = admit({ users: { '*': { users: { 'a@b.c': {} }, groups: { x: {} } } } }, 'a@b.c');
    expect(config).toEqual({});
  });

  it('does not reach prototypes', () => {
    const evil =
      '{"users":{"*":{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}},"apps":{"__proto__":{}}}}}';
    const { config } = admit(JSON.parse(evil) as PortalConfig, 'a@b.c');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(JSON.stringify(config)).toBe(
      '{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}},"apps":{"__proto__":{}}}',
    );
  });

  it('equals the plain reading of the rules, leaves its input alone and keeps configs legal', () => {
    fc.assert(
      fc.property(configs, emails, (config, email) => {
        const before = JSON.stringify(config);
        const admission = admit(config, email);
        expect(JSON.stringify(admission)).toBe(JSON.stringify(plainly(config, email)));
        expect(JSON.stringify(config)).toBe(before);
        expect(validatePortalConfig(config)).toEqual([]);
        expect(validatePortalConfig(admission.config)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('looks at each part of the config a fixed number of times', () => {
    const visits = (size: number) => countVisits(() => admit(crowded(size), 'a@b.c'));
    const [once, twice] = [visits(500), visits(1_000)];
    expect(twice).toBeLessThanOrEqual(2 * once);
  });
});

/** Many apps, many groups and many matchers, all of which match and change an app. */
function crowded(size: number): PortalConfig {
  const many = <Item>(make: (index: number) => [string, Item]) =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => make(index)));
  return {
    apps: many((index) => [`app-${index}`, {}]),
    groups: many((index) => [
      `group-${index}`,
      { users: ['*'], apps: { [`app-${index}`]: { order: index } } },
    ]),
    users: many((index) => [`${' '.repeat(index)}*`, { apps: { [`app-${index}`]: null } }]),
  };
}

/** How many members were listed by `Object.entries` and `Object.values`, which all of the work goes through. */
function countVisits(work: () => void): number {
  const { entries, values } = Object;
  let visits = 0;
  const counting = (list: (object: object) => unknown[]) => (object: object) => {
    const members = list(object);
    visits += members.length + 1;
    return members;
  };
  Object.assign(Object, { entries: counting(entries), values: counting(values) });
  try {
    work();
  } finally {
    Object.assign(Object, { entries, values });
  }
  return visits;
}

/** The rules of access as one would say them, with no thought of speed. */
function plainly(config: PortalConfig | null, email: string): Admission {
  const address = email.trim().toLowerCase();
  const [local, domain, ...more] = address.split('@');
  const isAddress = local !== '' && domain !== undefined && domain !== '' && more.length === 0;
  const level = (matcher: string): number =>
    ['*', `*@${domain}`, `@${domain}`, address].indexOf(matcher.trim().toLowerCase());
  const rank = (matcher: string): number => [0, 1, 1, 2][level(matcher)] ?? -1;
  const matching = (users: object): [string, unknown][] =>
    Object.entries(Array.isArray(users) ? Object.fromEntries(users.map((m) => [m, {}])) : users)
      .filter(([matcher]) => level(matcher) >= 0)
      .sort(([one], [other]) => rank(one) - rank(other));
  const entries = matching(config?.users ?? {});
  if (!config || !isAddress || entries.length === 0) return { granted: false, matchers: [], config: null };
  let effective: unknown = config;
  for (const { users = {}, ...own } of Object.values(config.groups ?? {})) {
    if (matching(users).length === 0) continue;
    effective = patched(effective, own);
    for (const [, access] of matching(users)) effective = patched(effective, access);
  }
  for (const [, access] of entries) effective = patched(effective, access);
  const { users: _users, groups: _groups, ...rest } = effective as PortalConfig;
  return { granted: true, matchers: entries.map(([matcher]) => matcher), config: rest };
}

/** The pseudo code of RFC 7396. */
function patched(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result: Record<string, unknown> = isObject ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = patched(Object.hasOwn(result, key) ? result[key] : undefined, value);
  }
  return result;
}

const local = fc.constantFrom('a', 'A', 'b', 'constructor');
const domain = fc.constantFrom('x.com', 'X.com', 'evil-x.com', 'sub.x.com', 'x.com.evil.io', 'tostring');
const space = fc.constantFrom('', '', '', ' ', '\n');
const emails = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(space, local, fc.constant('@'), domain, space).map((parts) => parts.join('')),
  },
  fc.constantFrom('', 'a', '@x.com', 'a@', '*', 'a@x.com@x.com', 'a@a@x.com'),
);
/** Legal configs, made from the definition itself. */
const configs = arbitraryOf(portalConfigSchema) as fc.Arbitrary<PortalConfig | null>;
