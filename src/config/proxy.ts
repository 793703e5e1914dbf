import { isIP } from 'node:net';

/** Names that Express knows for ranges of addresses. */
const RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** An address, a subnet or a named range. Express takes a bare number as well, and means by it "that many proxies". */
export function isProxy(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const [address = '', length, ...rest] = value.split('/');
  if (RANGES.has(value)) return true;
  const version = isIP(address);
  if (version === 0 || address.includes('%') || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}
