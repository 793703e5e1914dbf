import { Controller, Get, Post } from '@nestjs/common';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { JsonBody, JsonText } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import type { Page } from '../../http/response/page.js';
import { NO_CONTACT } from '../contacts/contact.examples.js';
import { ContactId } from '../contacts/contact.parameters.js';
import { prepareActivityPayload } from './activity-payload.js';
import {
  ACTIVITY_ASSOCIATIONS,
  ActivityDto,
  RecordActivityDto,
  toActivityDto,
  wantsListing,
} from './activity.dto.js';
import { ACTIVITY_EXAMPLE, RECORD_ACTIVITY_EXAMPLES } from './activity.examples.js';
import { TimelineService } from './timeline.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Portal Contact Timeline')
@Controller('portals/:id/contacts/:contact/timeline')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  /**
   * Record a contact activity
   * @remarks Puts what a visitor did on the timeline of the contact, which has to be one of the portal's brand. 404 for
   * any other contact, and where the listing is given by an id alone and is not known; nothing is recorded then. The
   * contact's `last_touch` moves along.
   */
  @Post()
  @Idempotent()
  @PortalToken()
  @ApiEntityResponse(ActivityDto, {
    example: ACTIVITY_EXAMPLE,
    errors: { 400: { path: 'action', message: 'is required' }, 404: NO_CONTACT },
  })
  async recordActivity(
    @CurrentPortal() portal: CallingPortal,
    @ContactId() contact: string,
    @JsonBody({ examples: RECORD_ACTIVITY_EXAMPLES }) input: RecordActivityDto,
    @JsonText() sent: string,
    @Associations(ACTIVITY_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ActivityDto> {
    const plan = prepareActivityPayload(input, sent);
    return toActivityDto(await this.timeline.record(portal, contact, plan, wantsListing(asked)));
  }

  /**
   * Get the timeline of a contact
   * @remarks Lists the contact's visible activities, newest first unless ordered otherwise. 404 for a contact that is
   * not of the portal's brand.
   */
  @Get()
  @PortalToken()
  @ApiPageResponse(ActivityDto, { example: [ACTIVITY_EXAMPLE], errors: { 404: NO_CONTACT } })
  async listActivities(
    @CurrentPortal() portal: CallingPortal,
    @ContactId() contact: string,
    @Paged(['-created_at']) paging: Paging,
    @Associations(ACTIVITY_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<Page<ActivityDto>> {
    return (await this.timeline.list(portal, contact, paging, wantsListing(asked))).map(toActivityDto);
  }
}
