import { type EntityManager, sql } from '@mikro-orm/core';
import { validate as isUuid } from 'uuid';
import { Brand } from '../brands/brand.entity.js';
import { BrandRoleMember, OWNER } from '../brands/brand-role.entity.js';
import { membershipFor } from '../brands/tenant-scope.js';
import { User } from '../users/user.entity.js';
import { createSecretKey } from './create-secret-key.js';
import { SecretKey } from './secret-key.entity.js';

/** What was asked for cannot be done; the message says why. */
export class KeyRefused extends Error {}

interface WantedKey {
  readonly name: string;
  /** By default the first brand of the instance. */
  readonly brandId?: string;
  /** E-mail address; by default the first Owner of the brand, or of the nearest one above that has any. */
  readonly user?: string;
  /** Epoch seconds. */
  readonly expiresAt?: number;
}

interface CreatedKey {
  readonly secret: string;
  readonly brand: Brand;
  readonly user: User;
}

/** Keys as the operator of the instance looks after them: of all brands, and without a key. */
export class SecretKeyAdministration {
  constructor(private readonly em: EntityManager) {}

  /** @throws {KeyRefused} */
  async create({ name, brandId, user: email, expiresAt }: WantedKey): Promise<CreatedKey> {
    const brand = await this.brand(brandId);
    const user = email === undefined ? await this.firstOwner(brand) : await this.member(brand, email);
    const { secret } = createSecretKey(this.em, { name, brandId: brand.id, userId: user.id, expiresAt });
    await this.em.flush();
    return { secret, brand, user };
  }

  /** All of them, the revoked ones too, oldest first. */
  list(): Promise<SecretKey[]> {
    return this.em.find(SecretKey, {}, { orderBy: { createdAt: 'asc', id: 'asc' } });
  }

  /** @throws {KeyRefused} */
  async revoke(idOrPrefix: string): Promise<SecretKey> {
    const which = isUuid(idOrPrefix) ? { id: idOrPrefix } : { prefix: idOrPrefix };
    const key = await this.em.findOne(SecretKey, which);
    if (!key) throw new KeyRefused('There is no key of this id or prefix; `list` shows all.');
    if (key.deletedAt !== null) throw new KeyRefused(`The key ${key.prefix} is revoked already.`);
    key.deletedAt = Date.now() / 1000;
    await this.em.flush();
    return key;
  }

  private async brand(id?: string): Promise<Brand> {
    if (id !== undefined && !isUuid(id))
      throw new KeyRefused(`${id} is not the id of a brand: it is not a uuid.`);
    const which = id === undefined ? { isFirst: true } : { id };
    const brand = await this.em.findOne(Brand, { ...which, deletedAt: null });
    if (brand) return brand;
    throw new KeyRefused(
      id === undefined ? 'There is no brand yet: start the service once.' : `There is no brand ${id}.`,
    );
  }

  /** Brands without an Owner of their own are looked after from above. */
  private async firstOwner(brand: Brand): Promise<User> {
    const lineage = brand.lineage();
    const owners = await this.em.find(
      BrandRoleMember,
      {
        role: { brand: { id: { $in: lineage }, deletedAt: null }, role: OWNER, deletedAt: null },
        user: { deletedAt: null },
      },
      { populate: ['role', 'user'], orderBy: { user: { createdAt: 'asc', id: 'asc' } } },
    );
    const distance = ({ role }: (typeof owners)[number]) => lineage.indexOf(role.$.brand.id);
    const [nearest] = owners.sort((one, other) => distance(one) - distance(other));
    if (!nearest) throw new KeyRefused(`Brand ${brand.id} has no Owner: name a user.`);
    return nearest.user.$;
  }

  private async member(brand: Brand, email: string): Promise<User> {
    const user = await this.em.findOne(User, { [sql.lower('email')]: email.toLowerCase(), deletedAt: null });
    if (!user) throw new KeyRefused(`There is no user ${email}.`);
    if ((await this.em.count(BrandRoleMember, membershipFor(user.id, brand))) === 0) {
      throw new KeyRefused(
        `User ${email} has no role in brand ${brand.id} or above: the key could do nothing.`,
      );
    }
    return user;
  }
}
