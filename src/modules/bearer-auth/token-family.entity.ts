import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';
import { User } from '../users/user.entity.js';
import { SecretKey } from './secret-key.entity.js';

const TokenFamilySchema = defineEntity({
  name: 'TokenFamily',
  tableName: 'token_families',
  properties: {
    id: idColumn(),
    user: () => p.manyToOne(User).ref().deleteRule('cascade'),
    /** The brand that acts where a request names none. */
    brand: () => p.manyToOne(Brand).ref().deleteRule('cascade'),
    /** The key that the tokens were issued for, and end with. */
    secretKey: () => p.manyToOne(SecretKey).ref().nullable().deleteRule('cascade'),
    /** When its last token expires. */
    expiresAt: epoch(),
    createdAt: epoch().defaultRaw('now()'),
  },
  indexes: [
    { name: 'token_families_user', properties: ['user'] },
    { name: 'token_families_brand', properties: ['brand'] },
    { name: 'token_families_secret_key', properties: ['secretKey'] },
    { name: 'token_families_expires_at', properties: ['expiresAt'] },
  ],
});

/** All tokens that came of one sign-in. They end together, by the family being deleted. */
export class TokenFamily extends TokenFamilySchema.class {}
TokenFamilySchema.setClass(TokenFamily);

/** Of a token only its SHA-256 is stored, and its first characters, which find it. */
const tokenColumns = () => ({
  prefix: p.text().primary(),
  tokenHash: p.blob(),
  family: () => p.manyToOne(TokenFamily).ref().deleteRule('cascade'),
  expiresAt: epoch(),
});

const AccessTokenSchema = defineEntity({
  name: 'AccessToken',
  tableName: 'access_tokens',
  properties: tokenColumns(),
  indexes: [{ name: 'access_tokens_family', properties: ['family'] }],
});

/** A bearer credential for a program that somebody signed in with. */
export class AccessToken extends AccessTokenSchema.class {}
AccessTokenSchema.setClass(AccessToken);

const RefreshTokenSchema = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  properties: {
    ...tokenColumns(),
    /** Kept after its use: whoever sends it again has stolen it, or was stolen from. */
    usedAt: epoch().nullable(),
  },
  indexes: [{ name: 'refresh_tokens_family', properties: ['family'] }],
});

/** Good for the next pair of tokens of its family, once. */
export class RefreshToken extends RefreshTokenSchema.class {}
RefreshTokenSchema.setClass(RefreshToken);
