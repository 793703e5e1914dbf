import type { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { own } from '../brands/tenant-scope.js';
import { DEFAULT_LEAD_CHANNEL, LeadChannel } from './lead-channel.entity.js';

@Injectable()
export class LeadChannelsService {
  /** The brand's default channel, made within the unit of work of `em` where there is none. The brand has to be locked. */
  async ensureDefault(em: EntityManager, brandId: string): Promise<LeadChannel> {
    const channel = await em.findOne(LeadChannel, { ...own(brandId), isDefault: true });
    return channel ?? em.create(LeadChannel, { brand: brandId, name: DEFAULT_LEAD_CHANNEL, isDefault: true });
  }
}
