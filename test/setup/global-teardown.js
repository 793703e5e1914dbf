import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Fails the run if any key or token that any test saw stands in any log line of the whole suite. */
export default function tearDown() {
  const run = process.env['PORTICO_TEST_RUN'];
  const read = (folder) =>
    readdirSync(join(run, folder)).map((file) => readFileSync(join(run, folder, file), 'utf8'));
  const logs = read('logs').join('\n');
  const secrets = new Set(read('secrets').flatMap((text) => text.split('\n').filter(Boolean)));
  const leaked = [...secrets].filter((secret) => logs.includes(secret));
  rmSync(run, { recursive: true, force: true });
  if (leaked.length > 0) {
    const [first = ''] = leaked;
    const line = logs.split('\n').find((text) => text.includes(first));
    throw new Error(
      `${leaked.length} of ${secrets.size} secrets stand in the logs; the first as *** in: ${line?.replaceAll(first, '***')}`,
    );
  }
  console.log(`None of ${secrets.size} secrets stands in ${logs.split('\n').length - 1} log lines.`);
}
