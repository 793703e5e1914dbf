import { hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';

/** How many characters of a key or a token are no secret: they find the key and let people tell keys apart. */
const PREFIX_LENGTH = 13;

const ACCESS_TOKEN = 'at';

/** Two letters, `_` and 43 characters of base64url: 256 random bits, the first 60 of which are its public prefix. */
const newSecret = (kind: string): string => `${kind}_${randomBytes(32).toString('base64url')}`;

export const newSecretKey = (): string => newSecret('sk');
export const newAccessToken = (): string => newSecret(ACCESS_TOKEN);
export const newRefreshToken = (): string => newSecret('rt');
export const newInvitation = (): string => newSecret('it');

export const isAccessToken = (secret: string): boolean => secret.startsWith(`${ACCESS_TOKEN}_`);

export const prefixOf = (secret: string): string => secret.slice(0, PREFIX_LENGTH);

/** A random (version 4) uuid: 122 random bits. */
export const newPortalToken = (): string => randomUUID();

/** What is stored in place of a secret. */
export const sha256 = (secret: string | Uint8Array): Buffer => hash('sha256', secret, 'buffer');

/** The same as text; Node makes that in a third of the time. */
export const sha256Base64 = (secret: string): string => hash('sha256', secret, 'base64');

/** Compares two SHA-256 in constant time. */
export const sameHash = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
