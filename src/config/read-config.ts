import { validateSync } from 'class-validator';
import { Config } from './config.js';
import { misspelt, type Misspelt } from './misspelt.js';

type Environment = Readonly<Record<string, string | undefined>>;

type Setting = Exclude<keyof Config, 'embeddedFolder'>;

const VARIABLES: Record<Setting, string> = {
  port: 'PORT',
  host: 'HOST',
  databaseUrl: 'DATABASE_URL',
  dataDir: 'DATA_DIR',
  databaseReplicaUrls: 'DATABASE_REPLICA_URLS',
  bootstrapSecretKey: 'BOOTSTRAP_SECRET_KEY',
  demoData: 'DEMO_DATA',
  portalDomain: 'PORTAL_DOMAIN',
  defaultBaseUrl: 'DEFAULT_BASE_URL',
  timelineActions: 'TIMELINE_ACTIONS',
  defaultCountry: 'DEFAULT_COUNTRY',
  trustProxy: 'TRUST_PROXY',
  logLevel: 'LOG_LEVEL',
  bodyLimit: 'BODY_LIMIT',
  requestsPerAddress: 'RATE_LIMIT',
  requestsPerToken: 'RATE_LIMIT',
};

/** Settings whose value is never shown: they hold a password or a key. */
const SECRET: ReadonlySet<string> = new Set([
  VARIABLES.databaseUrl,
  VARIABLES.databaseReplicaUrls,
  VARIABLES.bootstrapSecretKey,
]);

/** How much of a value that cannot be used is shown. */
const SHOWN_LENGTH = 60;

/** A value that cannot be used stops the start; the message names every variable at fault and what is legal. */
export class ConfigError extends Error {}

/** @throws {ConfigError} */
export function readConfig(env: Environment = process.env): Config {
  const config = Object.assign(new Config(), parse(env));
  const faults = validateSync(config, { forbidUnknownValues: true });
  if (faults.length > 0) {
    const lines = faults.map((fault) => {
      const variable = VARIABLES[fault.property as Setting];
      const legal = [...new Set(Object.values(fault.constraints ?? {}))].join(', ');
      return `  ${variable}: ${legal}${refused(variable, env[variable])}`;
    });
    throw new ConfigError(`The environment cannot be used:\n${[...new Set(lines)].join('\n')}`);
  }
  return config;
}

/** What was found instead, on one line whatever it is. */
function refused(variable: string, value = ''): string {
  if (SECRET.has(variable)) return '';
  const shown = value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value;
  return `, not ${JSON.stringify(shown)}`;
}

/** Variables that nothing reads and whose names look like mistyped settings. */
export const misspeltSettings = (env: Environment = process.env): Misspelt[] =>
  misspelt(Object.keys(env), Object.values(VARIABLES));

function parse(env: Environment): Record<Setting, unknown> {
  const text = (name: string) => env[name]?.trim() || undefined;
  const [perAddress, perToken] = rates(text('RATE_LIMIT') ?? '3000/6000');
  return {
    port: number(text('PORT') ?? '3000'),
    host: text('HOST') ?? '127.0.0.1',
    databaseUrl: text('DATABASE_URL'),
    dataDir: text('DATA_DIR') ?? './data',
    databaseReplicaUrls: list(text('DATABASE_REPLICA_URLS')),
    bootstrapSecretKey: text('BOOTSTRAP_SECRET_KEY'),
    demoData: flag(text('DEMO_DATA') ?? String(text('DATABASE_URL') === undefined)),
    portalDomain: text('PORTAL_DOMAIN') ?? 'portals.localhost',
    defaultBaseUrl: (text('DEFAULT_BASE_URL') ?? 'http://localhost:3000').replace(/\/+$/, ''),
    timelineActions: list(text('TIMELINE_ACTIONS')),
    defaultCountry: (text('DEFAULT_COUNTRY') ?? 'US').toUpperCase(),
    trustProxy: list(text('TRUST_PROXY')),
    logLevel: text('LOG_LEVEL') ?? 'info',
    bodyLimit: bytes(text('BODY_LIMIT') ?? '1mb'),
    requestsPerAddress: perAddress,
    requestsPerToken: perToken,
  };
}

const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : Number.NaN);

const list = (text = '') =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const flag = (text: string) => ({ true: true, false: false })[text] ?? text;

function bytes(text: string): number {
  const [, digits, unit] = /^(\d+)\s*(kb|mb)?$/i.exec(text) ?? [];
  const factor = { kb: 1024, mb: 1024 * 1024 }[unit?.toLowerCase() ?? ''] ?? 1;
  return digits === undefined ? Number.NaN : Number(digits) * factor;
}

function rates(text: string): [number, number] {
  if (text === 'off') return [0, 0];
  const [, perAddress, perToken] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
  return [Number(perAddress), Number(perToken)];
}
