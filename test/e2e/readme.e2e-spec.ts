import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { makeOperator } from '../factories/factories.js';
import { type Portico, startPortico } from '../setup/portico.js';

const WALK = /```sh walk\n([\s\S]*?)```/g;

let portico: Portico;

beforeAll(async () => {
  portico = await startPortico();
});
afterAll(() => portico.stop());

describe('the walk of the README', () => {
  it('works as pasted', async () => {
    const { key } = await makeOperator(portico.em());
    portico.keepSecret(key);
    const script = [...readFileSync('README.md', 'utf8').matchAll(WALK)]
      .map(([, block]) => block)
      .join('\necho\n');

    const walk = await run(script, { KEY: key, URL: portico.url });

    expect(walk.stderr).toBe('');
    const answers = walk.stdout
      .split('\n')
      .flatMap((line) => line.split(/(?<=\})(?=\{"code")/))
      .filter(Boolean);
    expect(answers.map((answer) => (JSON.parse(answer) as { code: string }).code)).toEqual(
      answers.map(() => 'OK'),
    );
    expect(answers).toHaveLength(18);
  });
});

describe('examples/portal-client.js', () => {
  it("takes a portal through its life by the vendor's client", async () => {
    const { key } = await makeOperator(portico.em());
    portico.keepSecret(key);

    const { stdout, stderr } = await run('node examples/portal-client.js', { KEY: key, URL: portico.url });

    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^Support is at support-\d+\.portals\.localhost$/),
      expect.stringMatching(/^support-\d+ has \{"team":"ops","region":"emea"\}$/),
      'and it is gone',
      '',
    ]);
  });
});

describe('examples/typed-client/walk.ts', () => {
  it('walks the same way by a typed client', async () => {
    const { key } = await makeOperator(portico.em());
    portico.keepSecret(key);

    const walk = await run('node examples/typed-client/walk.ts', { KEY: key, URL: portico.url });

    expect(walk.stderr).toBe('');
    expect(walk.stdout.split('\n')).toEqual([
      expect.stringMatching(/^homes-[0-9a-f-]{36}\.example\.com is a portal$/),
      'Three bedrooms from 200000',
      'tag,phone_number',
      '1: ContactLoggedIn',
      'Support has chat',
      'true',
      '',
    ]);
  });
});

/** In a shell of its own, without blocking this process, which has to answer it. */
function run(
  script: string,
  environment: Record<string, string>,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
      env: { ...process.env, ...environment },
      // a pipe of Node's is a socket, on which bash may take itself for a shell from afar
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    shell.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    shell.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    shell.on('close', () => resolve({ stdout, stderr }));
  });
}
