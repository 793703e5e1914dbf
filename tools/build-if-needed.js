// Builds what `npm start`, `npm run migrate` and `npm run keys` run, if it is missing or older than its sources. Where
// the compiler is not installed (`npm install --omit=dev`) it leaves a build that is there alone.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const program = join(root, 'dist', 'src', 'main.js');

const isBuilt = existsSync(program);
if (!isBuilt || newest('src', 'migrations', 'package.json') > newest('dist')) build();

/**
 * When the last of these changed; what is not there never did.
 * @param {string[]} paths
 */
function newest(...paths) {
  const files = paths
    .map((path) => join(root, path))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      // a folder changes when a file is taken out of it
      [
        path,
        ...(statSync(path).isDirectory()
          ? readdirSync(path, { recursive: true }).map((name) => join(path, name))
          : []),
      ],
    );
  return Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
}

function build() {
  const compiler = findCompiler();
  if (compiler === undefined) {
    if (isBuilt) {
      console.warn(
        'Warning: dist is older than the sources, and the compiler is not installed: dist is used as it is.',
      );
      return;
    }
    console.error(
      'Cannot build: the compiler is not installed. Run npm install without --omit=dev, or bring a built dist.',
    );
    process.exit(1);
  }
  const { status } = spawnSync(process.execPath, [compiler, 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  // the compiler leaves files alone that come out the same: without this they would be built again each time
  utimesSync(program, new Date(), new Date());
}

function findCompiler() {
  try {
    return createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  } catch {
    return undefined;
  }
}
