import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** What new hashes are made with: 32 MiB, and about a tenth of a second. */
const LN = 15;
const R = 8;
const P = 1;
const BYTES = 32;
const SALT_BYTES = 16;

const FORM = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;

interface Parameters {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** Not on the event loop: Node gives the work to its own threads. */
function scryptOf(password: string, salt: Buffer, bytes: number, { ln, r, p }: Parameters): Promise<Buffer> {
  const N = 2 ** ln;
  // the same characters can be written in several ways, and keyboards differ
  return derive(password.normalize('NFC'), salt, bytes, { N, r, p, maxmem: 256 * N * r });
}

const written = ({ ln, r, p }: Parameters, salt: Buffer, hash: Buffer): string =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;

/** What is stored in place of a password; it says how it was made. */
export async function hashOfPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const parameters = { ln: LN, r: R, p: P };
  return written(parameters, salt, await scryptOf(password, salt, BYTES, parameters));
}

/** Fits no password that anybody knows. To hold one against it takes as long as against any other. */
export const NOBODYS_HASH = written({ ln: LN, r: R, p: P }, randomBytes(SALT_BYTES), randomBytes(BYTES));

export async function isPasswordOf(stored: string, password: string): Promise<boolean> {
  const [, ln, r, p, salt = '', hash = ''] = FORM.exec(stored) ?? [];
  const expected = Buffer.from(hash, 'base64url');
  if (expected.length === 0) throw new Error('This is not the hash of a password');
  const parameters = { ln: Number(ln), r: Number(r), p: Number(p) };
  const found = await scryptOf(password, Buffer.from(salt, 'base64url'), expected.length, parameters);
  return timingSafeEqual(found, expected);
}
