import { ConfigError, readConfig } from './read-config.js';

const POSTGRES = 'postgres://user:secret@db.example.com:5432/portico?sslmode=require';

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
      trustProxy: [],
      logLevel: 'info',
      bodyLimit: 1024 * 1024,
      requestsPerAddress: 600,
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
    ['TRUST_PROXY', ['everybody', 'true', '10.0.0.0/8;x']],
    ['LOG_LEVEL', ['loud', 'INFO']],
    ['BODY_LIMIT', ['1gb', 'much', '1023', '65mb', '-1']],
    ['RATE_LIMIT', ['5', '0/0', '5/', 'on', '1.5/2', '-1/5']],
  ])('%s may be none of %j, and is named', (name, values) => {
    for (const value of values) {
      expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
      expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^The environment.*\\n  ${name}: \\S`));
    }
  });

  it('names all that is wrong at once, and repeats no value, which may be a secret', () => {
    const read = () => readConfig({ PORT: 'x', LOG_LEVEL: 'y', BOOTSTRAP_SECRET_KEY: 'sk_hunter2' });
    expect(read).toThrow(/PORT: .*\n[^]*LOG_LEVEL: /);
    expect(read).toThrow(/^(?![^]*hunter2)/);
  });
});
