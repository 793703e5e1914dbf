import { Controller, Get } from '@nestjs/common';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiPageResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { EpochQuery, TextQuery } from '../../http/parameters/query.js';
import type { Page } from '../../http/response/page.js';
import { NO_CONTACT } from '../contacts/contact.examples.js';
import { ContactId } from '../contacts/contact.parameters.js';
import {
  ACTIVITY_ASSOCIATIONS,
  ContactActivityDto,
  toContactActivityDto,
  wantsListing,
} from './activity.dto.js';
import { CONTACT_ACTIVITY_EXAMPLE } from './activity.examples.js';
import { TimelineService } from './timeline.service.js';

@BrandApi('Contacts')
@Controller('contacts/:id/timeline')
export class ContactTimelineController {
  constructor(private readonly timeline: TimelineService) {}

  /**
   * Get what a contact did
   * @remarks Lists the activities of a contact of the acting brand, or of a brand below it, those that portals do not
   * show included; newest first unless ordered otherwise.
   */
  @Get()
  @Bearer()
  @ApiPageResponse(ContactActivityDto, { example: [CONTACT_ACTIVITY_EXAMPLE], errors: { 404: NO_CONTACT } })
  async listContactActivities(
    @CurrentCaller() { brandId }: Caller,
    @ContactId('id') contact: string,
    @TextQuery('action', {
      description: 'Only what was done so',
      minLength: 1,
      maxLength: 64,
      example: 'ContactSignedUp',
    })
    action: string | undefined,
    @EpochQuery('timestamp_lte', 'Only what was recorded then or before') until: number | undefined,
    @Paged(['-created_at']) paging: Paging,
    @Associations(ACTIVITY_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<Page<ContactActivityDto>> {
    const filter = { action, until };
    const page = await this.timeline.listAll(brandId, contact, filter, paging, wantsListing(asked));
    return page.map(toContactActivityDto);
  }
}
