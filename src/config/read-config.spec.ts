import { ConfigError, misspeltSettings, readConfig } from './read-config.js';

const POSTGRES = 'postgres://user:secret@db.example.com:5432/portico?sslmode=require';
/** Their values are not shown. */
const SECRET = ['DATABASE_URL', 'DATABASE_REPLICA_URLS', 'BOOTSTRAP_SECRET_KEY'];

describe('readConfig', () => {
  it('gives an empty environment the documented defaults', () => {
    expect({ ...readConfig({}) }).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDir: './data',
      databaseReplicaUrls: [],
      bootstrapSecretKey: undefined,
      demoData: true,
      portalDomain: 'portals.localhost',
      defaultBaseUrl: 'http://localhost:3000',
      timelineActions: [],
      defaultCountry: 'US',
      trustProxy: [],
      logLevel: 'info',
      bodyLimit: 1024 * 1024,
      requestsPerAddress: 3000,
      requestsPerToken: 6000,
    });
  });

  it('makes no demo data on PostgreSQL unless it is asked to', () => {
    expect(readConfig({ DATABASE_URL: POSTGRES }).demoData).toBe(false);
    expect(readConfig({ DATABASE_URL: POSTGRES, DEMO_DATA: 'true' }).demoData).toBe(true);
    expect(readConfig({ DEMO_DATA: 'false' }).demoData).toBe(false);
  });

  it('knows which folder to lock, if any', () => {
    expect(readConfig({}).embeddedFolder).toBe('./data');
    expect(readConfig({ DATA_DIR: '/srv/portico' }).embeddedFolder).toBe('/srv/portico');
    expect(readConfig({ DATA_DIR: 'memory' }).embeddedFolder).toBeUndefined();
    expect(readConfig({ DATABASE_URL: POSTGRES }).embeddedFolder).toBeUndefined();
  });

  it('takes an empty or blank variable as one that is not there', () => {
    const blank = Object.fromEntries(
      ['PORT', 'DATABASE_URL', 'DEMO_DATA', 'RATE_LIMIT'].map((name) => [name, ' ']),
    );
    expect(readConfig(blank)).toEqual(readConfig({}));
  });

  it.each<[string, string, object]>([
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['HOST', '::', { host: '::' }],
    ['DATABASE_URL', POSTGRES, { databaseUrl: POSTGRES }],
    ['DATABASE_URL', 'postgresql:///portico', { databaseUrl: 'postgresql:///portico' }],
    ['DATABASE_REPLICA_URLS', `${POSTGRES}, ${POSTGRES},`, { databaseReplicaUrls: [POSTGRES, POSTGRES] }],
    ['BOOTSTRAP_SECRET_KEY', `sk_${'a'.repeat(32)}`, { bootstrapSecretKey: `sk_${'a'.repeat(32)}` }],
    ['PORTAL_DOMAIN', 'portals.example.com', { portalDomain: 'portals.example.com' }],
    ['DEFAULT_BASE_URL', 'https://x.example.com/app//', { defaultBaseUrl: 'https://x.example.com/app' }],
    ['TIMELINE_ACTIONS', 'Called, VisitedOffice', { timelineActions: ['Called', 'VisitedOffice'] }],
    ['DEFAULT_COUNTRY', ' ca ', { defaultCountry: 'CA' }],
    ['TRUST_PROXY', '10.0.0.0/8, ::1, loopback', { trustProxy: ['10.0.0.0/8', '::1', 'loopback'] }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['BODY_LIMIT', '64kb', { bodyLimit: 65_536 }],
    ['BODY_LIMIT', '2MB', { bodyLimit: 2_097_152 }],
    ['BODY_LIMIT', '2000', { bodyLimit: 2_000 }],
    ['RATE_LIMIT', 'off', { requestsPerAddress: 0, requestsPerToken: 0 }],
    ['RATE_LIMIT', '5/7', { requestsPerAddress: 5, requestsPerToken: 7 }],
  ])('%s may be %s', (name, value, expected) => {
    expect(readConfig({ [name]: value })).toMatchObject(expected);
  });

  it.each([
    ['PORT', ['65536', '-1', '3000.5', 'http', '0x50', '1e3']],
    ['HOST', ['x'.repeat(254)]],
    ['DATABASE_URL', ['mysql://localhost/x', 'localhost:5432', 'postgres:// x']],
    ['DATABASE_REPLICA_URLS', [`${POSTGRES},mysql://x`]],
    ['BOOTSTRAP_SECRET_KEY', ['sk_short', 'a'.repeat(40), `sk_${'a'.repeat(31)}!`]],
    ['DEMO_DATA', ['yes', '1', 'TRUE']],
    ['PORTAL_DOMAIN', ['Portals.example', '-a.example', 'a..b', 'x y', 'https://x.example']],
    ['DEFAULT_BASE_URL', ['example.com', 'ftp://example.com', 'http://']],
    ['TIMELINE_ACTIONS', ['Called,2nd', 'a-b', 'x'.repeat(65)]],
    ['DEFAULT_COUNTRY', ['USA', 'XX', '1', 'United States']],
    [
      'TRUST_PROXY',
      [
        'everybody',
        'true',
        '10.0.0.0/8;x',
        '1',
        '10.0.0',
        '10.0.0.0/33',
        '::1/129',
        '1.2.3.4/8/8',
        'fe80::1%eth0',
      ],
    ],
    ['LOG_LEVEL', ['loud', 'INFO']],
    ['BODY_LIMIT', ['1gb', 'much', '1023', '65mb', '-1']],
    ['RATE_LIMIT', ['5', '0/0', '5/', 'on', '1.5/2', '-1/5']],
  ])('%s may be none of %j, and is named', (name, values) => {
    for (const value of values) {
      expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
      const shown = SECRET.includes(name) ? '' : `, not ${JSON.stringify(value.slice(0, 60))}`;
      expect(faultOf({ [name]: value })).toMatch(/^must [^\n]+$/);
      expect(faultOf({ [name]: value })).toContain(shown.replace(/"$/, ''));
    }
  });

  it('names all that is wrong at once, and shows no secret', () => {
    const secret = `postgres://u:hunter2 @db`;
    const read = () =>
      readConfig({
        PORT: 'x',
        LOG_LEVEL: 'y',
        BOOTSTRAP_SECRET_KEY: 'sk_hunter2',
        DATABASE_URL: secret,
        DATABASE_REPLICA_URLS: secret,
      });
    expect(read).toThrow(/PORT: .*\n[^]*LOG_LEVEL: [^]*DATABASE_URL: |DATABASE_URL: [^]*LOG_LEVEL: /);
    expect(read).toThrow(/^(?![^]*hunter2)/);
  });

  it('shows a value on one line, whatever it is', () => {
    expect(faultOf({ LOG_LEVEL: 'a\nb\u001b' })).toBe(
      'must be one of fatal, error, warn, info, debug, trace, silent, not "a\\nb\\u001b"',
    );
    expect(faultOf({ HOST: 'x'.repeat(1_000) })).toMatch(/, not "x{60}…"$/);
  });
});

/** What is said of the one variable of this environment. */
function faultOf(env: Record<string, string>): string {
  const [name] = Object.keys(env);
  try {
    readConfig(env);
  } catch (error) {
    const [heading, line, ...more] = (error as Error).message.split('\n');
    expect({ heading, more }).toEqual({ heading: 'The environment cannot be used:', more: [] });
    expect(line!.startsWith(`  ${name}: `)).toBe(true);
    return line!.slice(`  ${name}: `.length);
  }
  throw new Error('nothing is wrong with it');
}

describe('misspeltSettings', () => {
  it.each([
    ['DATABASE_URl', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['database_url', 'DATABASE_URL'],
    ['RATELIMIT', 'RATE_LIMIT'],
    ['TRUSTED_PROXY', 'TRUST_PROXY'],
    ['BOOTSTRAP_SECRETKEY', 'BOOTSTRAP_SECRET_KEY'],
    ['DATADIR', 'DATA_DIR'],
    ['PORTS', 'PORT'],
  ])('takes %s for %s', (variable, meant) => {
    expect(misspeltSettings({ [variable]: 'x' })).toEqual([{ variable, meant }]);
  });

  it('takes nothing for one that is one, or that other programs use', () => {
    const others =
      'HOME HOSTNAME HOSTTYPE PATH PWD OLDPWD USER LOGNAME SHELL SHLVL TERM LANG LC_ALL TZ MAIL DISPLAY EDITOR TMPDIR ' +
      'HTTP_PROXY HTTPS_PROXY NO_PROXY XDG_DATA_DIRS NODE_ENV NODE_OPTIONS JAVA_HOME DB_PORT PGHOST PGPORT PGUSER ' +
      'PGDATABASE PGPASSWORD KUBERNETES_PORT KUBERNETES_SERVICE_HOST TEST_DATABASE_URL npm_config_user_agent INIT_CWD';
    const names = [...others.split(' '), 'PORT', 'HOST', 'RATE_LIMIT', 'DATABASE_URL'];
    expect(misspeltSettings(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([]);
  });
});
