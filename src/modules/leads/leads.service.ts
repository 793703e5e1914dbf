import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Config } from '../../config/config.js';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import type { Caller } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import { ContactFinder } from '../contacts/contact-finder.js';
import type { ActivityPlan } from '../timeline/activity-payload.js';
import { TimelineService } from '../timeline/timeline.service.js';
import { attributesOf, type LeadFields, parsedLead } from './lead-fields.js';
import { BRAND_OF_CHANNEL, KEEP_LEAD, LEAD_OR_CONTACT, type LeadRow } from './lead.repository.js';

/** A lead as it was sent; `text` is its JSON. */
export interface SentLead {
  readonly fields: LeadFields;
  readonly text: string;
}

@Injectable()
export class LeadsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly config: Config,
    private readonly contacts: ContactFinder,
    private readonly timeline: TimelineService,
  ) {}

  /**
   * Keeps a lead, and finds or makes its contact. Whoever sends one is believed what a contact has not said yet, but
   * cannot change what is known of it.
   * @param caller who sends it; without one, whoever knows the id of the channel
   * @throws {NotFound} of the channel, which has to be one of the caller's acting brand
   */
  async capture(channelId: string, lead: SentLead, caller?: Caller): Promise<LeadRow> {
    const { fields, text } = lead;
    const parsed = JSON.stringify(parsedLead(fields, this.config.defaultCountry));
    const sourceType = fields.source_type?.trim() || null;
    return inTransaction(this.em, async (em) => {
      const brandId = await this.brandOf(em, channelId, caller);
      const by = caller?.userId ?? null;
      const { contactId } = await this.contacts.findOrMake(em, brandId, attributesOf(fields), by, 'keep');
      const values = [uuidv7(), brandId, contactId, channelId, text, parsed, sourceType];
      const [kept] = await this.sql.runIn(em, KEEP_LEAD, values);
      if (!kept) throw NotFound.of('LeadChannel', channelId);
      return kept;
    });
  }

  /**
   * Records what the contact of a lead did.
   * @param id of the lead, or of the contact itself
   * @throws {NotFound} of either, or of a listing that has to exist
   */
  async record(id: string, plan: ActivityPlan, withListing: boolean) {
    const [target] = await this.sql.run(LEAD_OR_CONTACT, [id]);
    if (!target) throw NotFound.of('Lead', id);
    return this.timeline.recordByItself(target.contactId, target.boards, plan, withListing);
  }

  private async brandOf(em: EntityManager, channelId: string, caller?: Caller): Promise<string> {
    const [found] = await this.sql.runIn(em, BRAND_OF_CHANNEL, [channelId]);
    if (!found || (caller && found.brandId !== caller.brandId)) throw NotFound.of('LeadChannel', channelId);
    return found.brandId;
  }
}
