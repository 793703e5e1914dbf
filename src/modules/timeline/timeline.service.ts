import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import type { CallingPortal } from '../../http/access/access.js';
import { NotFound, Unauthorized } from '../../http/errors/errors.js';
import { Page } from '../../http/response/page.js';
import type { Paging } from '../../http/parameters/paging.js';
import type { ActivityPlan } from './activity-payload.js';
import {
  type ActivityRow,
  RECORD_FOR_PORTAL,
  type Recorded,
  TIMELINE_NEWEST_FIRST,
  TIMELINE_OLDEST_FIRST,
} from './activity.repository.js';

@Injectable()
export class TimelineService {
  constructor(private readonly sql: Sql) {}

  /**
   * Records what a contact of the portal's brand did.
   * @throws {Unauthorized} when the portal's token has just been replaced
   * @throws {NotFound} of the contact, or of a listing that has to exist
   */
  async record(
    portal: CallingPortal,
    contactId: string,
    plan: ActivityPlan,
    withListing: boolean,
  ): Promise<ActivityRow> {
    const [recorded] = await this.sql.run(RECORD_FOR_PORTAL, [
      ...planned(plan),
      withListing,
      portal.id,
      portal.tokenHash,
      contactId,
    ]);
    if (!recorded) throw new Unauthorized('The token is not the one of this portal');
    if (recorded.id === null) throw reasonFor(recorded, contactId, plan);
    return recorded;
  }

  /**
   * One page of what portals may show of a contact's timeline.
   * @throws {Unauthorized} when the portal's token has just been replaced
   * @throws {NotFound} of the contact
   */
  async list(
    portal: CallingPortal,
    contactId: string,
    { start, limit, order }: Paging,
    withListings: boolean,
  ): Promise<Page<ActivityRow>> {
    const rows = await this.sql.run(order.descending ? TIMELINE_NEWEST_FIRST : TIMELINE_OLDEST_FIRST, [
      portal.id,
      portal.tokenHash,
      contactId,
      start,
      limit,
      withListings,
    ]);
    const [first] = rows;
    if (!first) throw new Unauthorized('The token is not the one of this portal');
    if (!first.contactExists) throw NotFound.of('Contact', contactId);
    return new Page(first.id === null ? [] : rows, first.total);
  }
}

/** The first eight parameters of a recording statement. */
function planned({ action, description, listing, standAlone }: ActivityPlan): unknown[] {
  return [
    uuidv7(),
    action,
    standAlone?.objectClass ?? null,
    standAlone?.json ?? null,
    listing?.id ?? null,
    listing?.mlsNumber ?? null,
    listing?.mls ?? null,
    description,
  ];
}

/** Why nothing was recorded. A contact that was deleted meanwhile leaves no trace but this. */
function reasonFor({ contactExists }: Recorded, contactId: string, plan: ActivityPlan): NotFound {
  if (contactExists && !plan.standAlone && plan.listing?.id) return NotFound.of('Listing', plan.listing.id);
  return NotFound.of('Contact', contactId);
}
