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
  /** What it printed, on both streams. */
  readonly output: string;
}

type Environment = Readonly<Record<string, string>>;

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  output(): string;
}

/** Runs one of the built programs with these variables and no others, on any free port. */
function run(
  environment: Environment,
  command = [process.execPath, 'dist/src/main.js'],
  cwd?: string,
): Started {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd,
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
export async function startService(
  environment: Environment,
  command?: string[],
  cwd?: string,
): Promise<Service> {
  const started = await runUntil(/ready at http:\S+/, environment, command, cwd);
  const [url = ''] = /(?<=ready at )http:\S+/.exec(started.output()) ?? [];
  return { ...started, url };
}

/** Starts a program and waits until it has printed this. */
export async function runUntil(
  pattern: RegExp,
  environment: Environment,
  command?: string[],
  cwd?: string,
): Promise<Omit<Service, 'url'>> {
  const { child, ended, output } = run(environment, command, cwd);
  const printed = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', () => pattern.test(output()) && resolve());
    }
  });
  const failed = ended.then(({ code }): never => {
    throw new Error(`The service ended with ${code}:\n${output()}`);
  });
  await Promise.race([printed, failed]);
  failed.catch(() => undefined);
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { pid: child.pid!, output, ended, kill };
}

/** Runs the service where it is expected not to start, or another command. */
export const runToEnd = (environment: Environment, command?: string[], cwd?: string): Promise<Ending> =>
  run(environment, command, cwd).ended;

/** The key and the token that a first start prints. */
export function printedSecrets(output: string): { secretKey?: string; portalToken?: string } {
  return {
    secretKey: /secret key\s+(sk_\S+)/.exec(output)?.[1],
    portalToken: /portal token\s+([0-9a-f-]{36})/.exec(output)?.[1],
  };
}
