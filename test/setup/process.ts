import { type ChildProcess, spawn } from 'node:child_process';

/** The service as an operator runs it: a process of its own. */
export interface Service {
  readonly url: string;
  readonly pid: number;
  /** What it printed so far, on both streams. */
  output(): string;
  /** @returns how it ended */
  kill(signal: NodeJS.Signals): Promise<Ending>;
  readonly ended: Promise<Ending>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  output(): string;
}

/** Runs the built program with these variables and no others, on any free port. */
function run(environment: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], PORT: '0', RATE_LIMIT: 'off', ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<Ending>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, output })),
  );
  return { child, ended, output: () => output };
}

/** Starts the service and waits until it says where it is. */
export async function startService(environment: Readonly<Record<string, string>>): Promise<Service> {
  const { child, ended, output } = run(environment);
  const ready = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const [, url] = /ready at (http:\S+)/.exec(output()) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
  const failed = ended.then(({ code }): never => {
    throw new Error(`The service ended with ${code}:\n${output()}`);
  });
  const url = await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  return {
    url,
    pid: child.pid!,
    output,
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs the service where it is expected not to start. */
export const runToEnd = (environment: Readonly<Record<string, string>>): Promise<Ending> =>
  run(environment).ended;

/** The key and the token that a first start prints. */
export function printedSecrets(output: string): { secretKey?: string; portalToken?: string } {
  return {
    secretKey: /secret key\s+(sk_\S+)/.exec(output)?.[1],
    portalToken: /portal token\s+([0-9a-f-]{36})/.exec(output)?.[1],
  };
}
