import { parseArgs } from 'node:util';
import type { SecretKey } from '../modules/bearer-auth/secret-key.entity.js';
import { ProgramError } from './run-program.js';

const USAGE = `Usage: npm run keys -- create --name <name> [--brand <id>] [--user <e-mail>] [--expires <ISO date>]
       npm run keys -- list
       npm run keys -- revoke <id or prefix>`;

export type KeysCommand =
  | { readonly verb: 'list' }
  | { readonly verb: 'revoke'; readonly which: string }
  | {
      readonly verb: 'create';
      readonly name: string;
      readonly brandId?: string;
      readonly user?: string;
      readonly expiresAt?: number;
    };

/** @throws {ProgramError} */
export function readKeysCommand(args: readonly string[]): KeysCommand {
  const { values, positionals } = parsed(args);
  const [verb = '', which, ...more] = positionals;
  const takesOptions = verb === 'create';
  if (more.length > 0 || (!takesOptions && Object.keys(values).length > 0)) throw new ProgramError(USAGE);
  if (verb === 'list' && which === undefined) return { verb };
  if (verb === 'revoke' && which !== undefined) return { verb, which };
  if (!takesOptions || which !== undefined) throw new ProgramError(USAGE);
  const { brand: brandId, user, expires } = values;
  const name = values.name?.trim();
  if (!name) throw new ProgramError('A key needs a --name, to be told from others.');
  return { verb, name, brandId, user, expiresAt: expires === undefined ? undefined : future(expires) };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: text, brand: text, user: text, expires: text },
    });
  } catch (error) {
    throw new ProgramError(`${(error as Error).message}\n${USAGE}`);
  }
}

const ISO_DATE = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** @returns epoch seconds */
function future(text: string): number {
  const [, day = ''] = ISO_DATE.exec(text) ?? [];
  const time = Date.parse(text);
  // JavaScript takes the 31st of February for the 3rd of March
  if (Number.isNaN(time) || new Date(`${day}T00:00Z`).toISOString().slice(0, 10) !== day) {
    throw new ProgramError(`--expires ${text} is no date such as 2030-01-31 or 2030-01-31T18:00:00Z.`);
  }
  if (time <= Date.now()) throw new ProgramError(`--expires ${text} is in the past.`);
  return time / 1000;
}

const HEADINGS = ['id', 'name', 'brand', 'prefix', 'created', 'last used', 'expires', 'revoked'];

/** A table of what may be known of keys. */
export function tableOfKeys(keys: readonly SecretKey[]): string {
  const rows = keys.map((key) => [
    key.id,
    key.name.replaceAll(/\p{Cc}/gu, ' '),
    key.brand.id,
    key.prefix,
    ...[key.createdAt, key.lastUsedAt, key.expiresAt, key.deletedAt].map(time),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [HEADINGS, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const time = (seconds?: number | null): string =>
  seconds == null ? '-' : new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
