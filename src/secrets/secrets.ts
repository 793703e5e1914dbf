import { hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';

/** How many characters of a key are no secret: they find the key and let people tell keys apart. */
const PREFIX_LENGTH = 13;

/** `sk_` and 43 characters of base64url: 256 random bits, the first 60 of which are its public prefix. */
export const newSecretKey = (): string => `sk_${randomBytes(32).toString('base64url')}`;

export const prefixOf = (secretKey: string): string => secretKey.slice(0, PREFIX_LENGTH);

/** A random (version 4) uuid: 122 random bits. */
export const newPortalToken = (): string => randomUUID();

/** What is stored in place of a secret. */
export const sha256 = (secret: string | Uint8Array): Buffer => hash('sha256', secret, 'buffer');

/** The same as text; Node makes that in a third of the time. */
export const sha256Base64 = (secret: string): string => hash('sha256', secret, 'base64');

/** Compares two SHA-256 in constant time. */
export const sameHash = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
