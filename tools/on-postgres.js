// Runs a command with TEST_DATABASE_URL: the one given, else that of a throwaway server by pg_virtualenv (Debian's
// postgresql package), which lives as long as the command. That server does not wait for the disk; with FSYNC=on it does.
import { spawnSync } from 'node:child_process';

const command = process.argv.slice(2);
const run = (file, args, env) => spawnSync(file, args, { stdio: 'inherit', env: { ...process.env, ...env } });

if (process.env.TEST_DATABASE_URL) {
  process.exit(run(command[0], command.slice(1), {}).status ?? 1);
}
if (process.env.PGPORT && process.env.PORTICO_VIRTUALENV) {
  const { PGHOST = 'localhost', PGPORT, PGUSER, PGPASSWORD } = process.env;
  const url = `postgres://${PGUSER}:${PGPASSWORD}@${PGHOST}:${PGPORT}/postgres`;
  process.exit(run(command[0], command.slice(1), { TEST_DATABASE_URL: url }).status ?? 1);
}
const virtualenv = run(
  'pg_virtualenv',
  [
    '-o',
    'max_connections=200',
    '-o',
    `fsync=${process.env.FSYNC ?? 'off'}`,
    process.execPath,
    import.meta.filename,
    ...command,
  ],
  {
    PORTICO_VIRTUALENV: '1',
  },
);
if (virtualenv.error) {
  console.error("pg_virtualenv is missing: install Debian's postgresql package, or set TEST_DATABASE_URL.");
}
process.exit(virtualenv.status ?? 1);
