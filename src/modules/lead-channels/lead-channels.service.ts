import { EntityManager, raw } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import { NotFound } from '../../http/errors/errors.js';
import type { Paging } from '../../http/parameters/paging.js';
import { Page } from '../../http/response/page.js';
import { BrandsService } from '../brands/brands.service.js';
import { own } from '../brands/tenant-scope.js';
import {
  type CreateLeadChannelDto,
  toChannelColumns,
  type UpdateLeadChannelDto,
} from './lead-channel-input.dto.js';
import { DEFAULT_LEAD_CHANNEL, LeadChannel } from './lead-channel.entity.js';
import { DefaultChannelStays } from './lead-channels.errors.js';

const PROPERTY = { created_at: 'createdAt', name: 'name', updated_at: 'updatedAt' } as const;
export const LEAD_CHANNEL_ORDERS = [
  'created_at',
  'name',
  'updated_at',
] as const satisfies (keyof typeof PROPERTY)[];

@Injectable()
export class LeadChannelsService {
  constructor(
    private readonly em: EntityManager,
    private readonly brands: BrandsService,
  ) {}

  /** The brand's default channel, made within the unit of work of `em` where there is none. The brand has to be locked. */
  async ensureDefault(em: EntityManager, brandId: string): Promise<LeadChannel> {
    const channel = await em.findOne(LeadChannel, { ...own(brandId), isDefault: true });
    return channel ?? em.create(LeadChannel, { brand: brandId, name: DEFAULT_LEAD_CHANNEL, isDefault: true });
  }

  /** The brand's channels, the default one first, which is made if there is none. */
  async list(brandId: string, { start, limit, order }: Paging): Promise<Page<LeadChannel>> {
    const em = unitOfWork(this.em);
    if ((await em.count(LeadChannel, { ...own(brandId), isDefault: true })) === 0)
      await this.makeDefault(brandId);
    const direction = order.descending ? 'desc' : 'asc';
    const [channels, total] = await em.findAndCount(LeadChannel, own(brandId), {
      offset: start,
      limit,
      // the id tells equals apart, or a page could repeat what another one showed
      orderBy: [
        { isDefault: 'desc' },
        { [PROPERTY[order.field as keyof typeof PROPERTY]]: direction },
        { id: direction },
      ],
    });
    return new Page(channels, total);
  }

  async create(brandId: string, input: CreateLeadChannelDto): Promise<LeadChannel> {
    const fields = { brand: brandId, name: input.name, ...toChannelColumns(input) };
    return inTransaction(this.em, (em) => Promise.resolve(em.create(LeadChannel, fields)));
  }

  /** @throws {NotFound} */
  async get(brandId: string, id: string): Promise<LeadChannel> {
    const channel = await unitOfWork(this.em).findOne(LeadChannel, { ...own(brandId), id });
    if (!channel) throw NotFound.of('LeadChannel', id);
    return channel;
  }

  /**
   * Changes what is set in `input`.
   * @throws {NotFound}
   */
  async update(brandId: string, id: string, input: UpdateLeadChannelDto): Promise<LeadChannel> {
    const changes = { ...toChannelColumns(input), updatedAt: raw('now()') };
    await unitOfWork(this.em).nativeUpdate(LeadChannel, { ...own(brandId), id }, changes);
    return this.get(brandId, id);
  }

  /**
   * Deletes a channel; a portal whose channel it was takes the default one.
   * @throws {NotFound | DefaultChannelStays}
   */
  async delete(brandId: string, id: string): Promise<void> {
    const removable = { ...own(brandId), id, isDefault: false };
    const marks = { deletedAt: raw('now()'), updatedAt: raw('now()') };
    const deleted = await inTransaction(this.em, (em) => em.nativeUpdate(LeadChannel, removable, marks));
    if (deleted > 0) return;
    await this.get(brandId, id);
    throw new DefaultChannelStays();
  }

  private async makeDefault(brandId: string): Promise<void> {
    await inTransaction(this.em, async (em) => {
      if (await this.brands.lock(em, brandId)) await this.ensureDefault(em, brandId);
    });
  }
}
