import { Injectable } from '@nestjs/common';
import { Busy } from '../../http/errors/errors.js';
import { hashOfPassword, isPasswordOf, NOBODYS_HASH } from '../../secrets/password-hash.js';

/** Each takes a core for a tenth of a second, and 32 MiB. */
const MOST_AT_ONCE = 2;
/** The last of them waits for some two seconds. */
const MOST_WAITING = 32;

/** Hashes passwords, a few at a time: it is slow on purpose, and must not keep everything else from being done. */
@Injectable()
export class PasswordWork {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws {Busy} */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hashOfPassword(password));
  }

  /**
   * Takes as long where there is nothing to hold the password against.
   * @param stored the hash of the user's password; `undefined`: there is no such user, or no password yet
   * @throws {Busy}
   */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    const fits = await this.inTurn(() => isPasswordOf(stored ?? NOBODYS_HASH, password));
    return fits && stored !== undefined;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running < MOST_AT_ONCE) this.running++;
    else if (this.waiting.length >= MOST_WAITING)
      throw new Busy('Too many passwords are being looked at; try again in 5 s');
    // whoever has finished hands its place on
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
