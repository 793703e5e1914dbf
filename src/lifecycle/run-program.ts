import { inspect } from 'node:util';
import type { Config } from '../config/config.js';
import { ConfigError, misspeltSettings, readConfig } from '../config/read-config.js';
import { isDatabaseAway } from '../database/database-errors.js';
import {
  EmbeddedFolderInUse,
  EmbeddedFolderUnusable,
  isOpenToOthers,
  lockEmbeddedFolder,
} from '../database/embedded-lock.js';
import { compilersAtRest } from './compilers-at-rest.js';
import { makeEmbeddedFiles } from './embedded-files.js';
import { DatabaseUnreachable, waitForDatabase } from '../database/wait-for-database.js';

/** An error whose message is all that whoever started the program needs. */
export class ProgramError extends Error {}

const EXPECTED = [
  ProgramError,
  ConfigError,
  EmbeddedFolderInUse,
  EmbeddedFolderUnusable,
  DatabaseUnreachable,
];

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/**
 * The frame of each program: reads the settings, takes hold of the database, does its work. What an operator can mend
 * ends it with a message and no stack; anything else is a fault of ours and is shown whole.
 */
export async function runProgram(work: (config: Config) => Promise<void>): Promise<void> {
  try {
    const config = readConfig();
    for (const { variable, meant } of misspeltSettings()) {
      say(`Warning: ${variable} is no setting of Portico. Was ${meant} meant?`);
    }
    await takeDatabase(config);
    await work(config);
    await compilersAtRest();
  } catch (error) {
    say(explain(error));
    await compilersAtRest();
    process.exit(1);
  }
}

async function takeDatabase({ databaseUrl, embeddedFolder }: Config): Promise<void> {
  if (databaseUrl !== undefined) await waitForDatabase(databaseUrl, say);
  if (embeddedFolder === undefined) return;
  await makeEmbeddedFiles(embeddedFolder);
  await lockEmbeddedFolder(embeddedFolder);
  if (isOpenToOthers(embeddedFolder)) {
    say(`Warning: other users may look into ${embeddedFolder}. To close it: chmod 700 ${embeddedFolder}`);
  }
}

function explain(error: unknown): string {
  if (EXPECTED.some((type) => error instanceof type)) return (error as Error).message;
  // a missing file has the same code as a missing socket
  if (isDatabaseAway(error) && !('path' in (error as Error)))
    return `The database went away: ${(error as Error).message}`;
  return inspect(error);
}
