import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MikroORM, TableNotFoundException } from '@mikro-orm/core';
import type { Config } from './config/config.js';
import { ormOptions } from './database/orm-options.js';
import { type KeysCommand, readKeysCommand, tableOfKeys } from './lifecycle/keys-command.js';
import { ProgramError, runProgram } from './lifecycle/run-program.js';
import { KeyRefused, SecretKeyAdministration } from './modules/bearer-auth/secret-key-administration.js';

const NOT_STARTED =
  'There is nothing in this database yet: start the service once, which makes the first key.';

/** For whoever has no key, or not the right one: works on the database itself. */
await runProgram(async (config) => {
  const command = readKeysCommand(process.argv.slice(2));
  refuseEmptyFolder(config);
  const orm = await MikroORM.init(ormOptions(config));
  try {
    console.log(await run(command, new SecretKeyAdministration(orm.em.fork())));
  } catch (error) {
    if (error instanceof KeyRefused) throw new ProgramError(error.message);
    if (error instanceof TableNotFoundException) throw new ProgramError(NOT_STARTED);
    throw error;
  } finally {
    await orm.close();
  }
});

/** The embedded database would make itself there, empty. */
function refuseEmptyFolder({ databaseUrl, embeddedFolder }: Config): void {
  if (databaseUrl !== undefined) return;
  if (embeddedFolder === undefined || !existsSync(join(embeddedFolder, 'PG_VERSION'))) {
    throw new ProgramError(NOT_STARTED);
  }
}

async function run(command: KeysCommand, keys: SecretKeyAdministration): Promise<string> {
  if (command.verb === 'list') return tableOfKeys(await keys.list());
  if (command.verb === 'revoke') {
    const { name, prefix } = await keys.revoke(command.which);
    return `The key ${prefix} (${name}) is revoked.`;
  }
  const { secret, brand, user } = await keys.create(command);
  return `A key of ${user.email} in brand ${brand.id} (${brand.name}), shown once and stored nowhere:\n${secret}`;
}
