import { argv } from 'node:process';
import { PGlite } from '@electric-sql/pglite';
import { lockEmbeddedFolder } from '../database/embedded-lock.js';
import { embeddedOptions } from '../database/embedded-options.js';
import { compilersAtRest } from './compilers-at-rest.js';

// The program that `embedded-files.ts` runs. It has the lock, for it may outlive a process that is killed.
const [, , folder = ''] = argv;
await lockEmbeddedFolder(folder);
const database = await PGlite.create({ ...embeddedOptions, dataDir: folder });
await database.close();
await compilersAtRest();
