import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { createSecretKey } from '../modules/bearer-auth/create-secret-key.js';
import type { Brand } from '../modules/brands/brand.entity.js';
import { BrandsService } from '../modules/brands/brands.service.js';
import { User } from '../modules/users/user.entity.js';
import { createDemoData, DEMO_BRAND, DEMO_OWNER } from './demo-data.js';

/** What seeding made and the first start shows, once: only hashes are stored. */
export interface SeededSecrets {
  /** Absent where the operator gave it: whoever chose a key needs no copy of it on a screen. */
  readonly secretKey?: string;
  readonly portalToken?: string;
}

/** Makes an empty database usable: an owner, a root brand, a secret key, and the demo data where it is wanted. */
@Injectable()
export class SeedingService {
  constructor(
    private readonly em: EntityManager,
    private readonly brands: BrandsService,
  ) {}

  async run(config: Config): Promise<SeededSecrets | undefined> {
    return this.em.fork().transactional(async (em) => {
      if ((await em.count(User)) > 0) return undefined;
      const owner = em.create(User, {
        ...(config.demoData && DEMO_OWNER),
        email: 'owner@localhost',
        firstName: 'Owner',
      });
      const brand = this.firstBrand(em, owner, config.demoData);
      // the ORM would else insert a brand of the demo data as a root, and move it below this one
      await em.flush();
      const { secret: secretKey } = createSecretKey(em, {
        name: 'First key',
        brandId: brand.id,
        userId: owner.id,
        secret: config.bootstrapSecretKey,
      });
      const portalToken = config.demoData ? createDemoData(em, brand, owner) : undefined;
      return { secretKey: config.bootstrapSecretKey === undefined ? secretKey : undefined, portalToken };
    });
  }

  private firstBrand(em: EntityManager, owner: User, demo: boolean): Brand {
    const input = demo ? DEMO_BRAND : { name: 'Portico', brand_type: 'Brokerage' as const };
    const brand = this.brands.createFirstIn(em, { userId: owner.id }, input);
    return demo ? em.assign(brand, DEMO_BRAND.fixed) : brand;
  }
}
