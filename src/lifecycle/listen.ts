import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../config/config.js';
import { ProgramError } from './run-program.js';

const REASONS: Record<string, string> = {
  EADDRINUSE: 'another program listens there. Stop it, or choose another PORT',
  EACCES: 'it is not allowed. Ports below 1024 are often closed to users: choose another PORT',
  EADDRNOTAVAIL: 'this machine does not have that address. Choose another HOST',
  ENOTFOUND: 'there is no address of that name. Choose another HOST',
};

/** @throws {ProgramError} */
export async function listen(app: NestExpressApplication, { port, host }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new ProgramError(`Cannot listen on ${host} port ${port}: ${REASONS[code] ?? message} (${code}).`);
  }
}
