import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { JointStatements } from '../../database/joint-statements.js';
import { SizedReads } from '../../database/sized-reads.js';
import { Sql } from '../../database/sql.js';
import type { CallingPortal } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import { Page } from '../../http/response/page.js';
import type { Paging } from '../../http/parameters/paging.js';
import { askedBy, authorized } from '../portals/calling-portal.js';
import type { ActivityPlan, StandAlone } from './activity-payload.js';
import {
  type ActivityOfContact,
  type ActivityRow,
  type ClassedActivityRow,
  RECORD_ACTIVITY,
  RECORD_BY_ITSELF,
  RECORD_STAND_ALONE,
  timelinePage,
  wholeTimelinePage,
} from './activity.repository.js';

/** Which activities are asked for. */
export interface ActivityFilter {
  readonly action?: string;
  /** Epoch seconds: the latest time. */
  readonly until?: number;
}

@Injectable()
export class TimelineService {
  constructor(
    private readonly sql: Sql,
    private readonly joint: JointStatements,
    private readonly reads: SizedReads,
  ) {}

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
    const { listing, standAlone } = plan;
    const [alone] =
      standAlone && !listing ? await this.recordStandAlone(portal, contactId, plan, standAlone) : [];
    if (alone) return alone;
    const [recorded] = authorized(
      await this.sql.run(RECORD_ACTIVITY, [
        portal.id,
        portal.tokenHash,
        contactId,
        ...valuesOf(plan),
        withListing,
      ]),
    );
    if (recorded.id === null) throw whyNotRecorded(recorded, contactId, plan);
    return recorded;
  }

  /**
   * Records what a contact did, whoever tells of it.
   * @param boards where to look for a listing by its number; null for all
   * @throws {NotFound} of the contact, or of a listing that has to exist
   */
  async recordByItself(
    contactId: string,
    boards: readonly string[] | null,
    plan: ActivityPlan,
    withListing: boolean,
  ): Promise<ActivityRow> {
    const values = [contactId, boards, ...valuesOf(plan), withListing];
    const [recorded] = await this.sql.run(RECORD_BY_ITSELF, values);
    if (!recorded) throw NotFound.of('Contact', contactId);
    if (recorded.id === null) throw whyNotRecorded(recorded, contactId, plan);
    return recorded;
  }

  private recordStandAlone(
    portal: CallingPortal,
    contactId: string,
    { action, description }: ActivityPlan,
    { objectClass, json }: StandAlone,
  ): Promise<ActivityRow[]> {
    const recorded = { id: uuidv7(), action, description, objectClass, object: json };
    return this.joint.run(RECORD_STAND_ALONE, { ...askedBy(portal, contactId), ...recorded });
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
    const values = [portal.id, portal.tokenHash, contactId, start, limit, withListings];
    const rows = authorized(await this.reads.run(timelinePage(start, order.descending), values));
    const [first] = rows;
    if (!first.contactExists) throw NotFound.of('Contact', contactId);
    return new Page(first.id === null ? [] : rows, first.total);
  }

  /**
   * One page of all that a contact of the brand, or of one below it, did.
   * @throws {NotFound} of the contact
   */
  async listAll(
    brandId: string,
    contactId: string,
    { action, until }: ActivityFilter,
    { start, limit, order }: Paging,
    withListings: boolean,
  ): Promise<Page<ClassedActivityRow>> {
    const statement = wholeTimelinePage(order.descending ? 'desc' : 'asc');
    const values = [[brandId], contactId, action ?? null, until ?? null, start, limit, withListings];
    const rows = await this.reads.run(statement, values);
    const [first] = rows;
    if (!first) throw NotFound.of('Contact', contactId);
    return new Page(
      rows.filter((row) => row.id !== null),
      first.total,
    );
  }
}

/** What the statements are given of an activity, under a new id. */
const valuesOf = ({ action, description, listing, standAlone }: ActivityPlan): unknown[] => [
  uuidv7(),
  action,
  description,
  listing?.id ?? null,
  listing?.mlsNumber ?? null,
  listing?.mls ?? null,
  standAlone?.objectClass ?? null,
  standAlone?.json ?? null,
];

/** Why nothing was recorded. A contact that was deleted meanwhile leaves no trace but this. */
function whyNotRecorded(
  { contactExists }: ActivityOfContact,
  contactId: string,
  plan: ActivityPlan,
): NotFound {
  if (contactExists && !plan.standAlone && plan.listing?.id) return NotFound.of('Listing', plan.listing.id);
  return NotFound.of('Contact', contactId);
}
