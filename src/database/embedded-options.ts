import { setFlagsFromString } from 'node:v8';
import { type Extension, PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** WebAssembly has no memory that is only set aside: all of it is taken at the start, used or not. */
const SHARED_BUFFERS = ['-c', 'shared_buffers=32MB'];

/** For V8 too, in which one function takes 600 MB to be optimized. */
export const BASELINE_ONLY = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];
/** What was compiled as the parser was has to stay so. */
const OPTIMIZING = ['--wasm-tier-up', '--wasm-dynamic-tiering', '--no-flush-liftoff-code'];

/** How PGlite is run in little memory. */
export const embeddedOptions: PGliteOptions = {
  startParams: [...PGlite.defaultStartParams, ...SHARED_BUFFERS],
  initDbStartParams: SHARED_BUFFERS,
};

/**
 * Keeps V8 from optimizing PostgreSQL's parser, which takes 600 MB: one function with some thousand jumps to one place.
 * Whether a function counts its calls, to be optimized when they are many, is decided when it is first called. So the
 * first statement, which is none, is parsed while nothing is to be optimized. It comes after all that a start compiles,
 * and right before the first statement of PGlite's own.
 */
const plainParser: Extension = {
  name: 'plain parser',
  setup: (created) => {
    const database = created as PGlite;
    const readTypes = database._initArrayTypes.bind(database);
    database._initArrayTypes = async (options) => {
      BASELINE_ONLY.forEach(setFlagsFromString);
      await database.exec('').finally(() => OPTIMIZING.forEach(setFlagsFromString));
      await readTypes(options);
    };
    return Promise.resolve({});
  },
};

/** PostgreSQL finds an extension among its files; PGlite has to be given those at each start. */
export const embeddedExtensions = { plainParser, pg_trgm };
