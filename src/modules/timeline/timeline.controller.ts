import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Config } from '../../config/config.js';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { Operation } from '../../http/openapi/operation.js';
import type { Page } from '../../http/response/page.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { type AskedAssociations, Associations, UuidPipe } from '../../http/parameters/parameters.js';
import { CONTACT_PARAMETER, PORTAL_PARAMETER } from '../portals/portal.examples.js';
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

@BrandApi()
@ApiTags('Portal Contact Timeline')
@Controller('portals/:id/contacts/:contact/timeline')
export class TimelineController {
  constructor(
    private readonly timeline: TimelineService,
    private readonly config: Config,
  ) {}

  /**
   * Puts what a visitor did on the timeline of the contact, which has to be one of the portal's brand. 404 for any
   * other contact, and where the listing is given by an id alone and is not known; nothing is recorded then. The
   * contact's `last_touch` moves along.
   */
  @Post()
  @PortalToken()
  @ApiParam(PORTAL_PARAMETER)
  @ApiParam(CONTACT_PARAMETER)
  @ApiBody({ type: RecordActivityDto, examples: RECORD_ACTIVITY_EXAMPLES })
  @Operation({
    summary: 'Record a contact activity',
    returns: ActivityDto,
    example: ACTIVITY_EXAMPLE,
    errors: [404, 413],
    associations: ACTIVITY_ASSOCIATIONS,
  })
  async record(
    @CurrentPortal() portal: CallingPortal,
    @Param('contact', UuidPipe) contact: string,
    @Body() input: RecordActivityDto,
    @Req() { rawBody }: Request,
    @Associations() asked: AskedAssociations,
  ): Promise<ActivityDto> {
    const plan = prepareActivityPayload(input, String(rawBody), this.config.timelineActions);
    return toActivityDto(await this.timeline.record(portal, contact, plan, wantsListing(asked)));
  }

  /** Lists the contact's visible activities, newest first. 404 for a contact that is not of the portal's brand. */
  @Get()
  @PortalToken()
  @ApiParam(PORTAL_PARAMETER)
  @ApiParam(CONTACT_PARAMETER)
  @ApiQuery({
    name: 'order',
    required: false,
    description: 'Newest first, or without the minus oldest first',
    schema: { type: 'string', enum: ['-created_at', 'created_at'], default: '-created_at' },
  })
  @Operation({
    summary: 'Get the timeline of a contact',
    pages: ActivityDto,
    example: [ACTIVITY_EXAMPLE],
    errors: [404],
    associations: ACTIVITY_ASSOCIATIONS,
  })
  async list(
    @CurrentPortal() portal: CallingPortal,
    @Param('contact', UuidPipe) contact: string,
    @Paged(['-created_at']) paging: Paging,
    @Associations() asked: AskedAssociations,
  ): Promise<Page<ActivityDto>> {
    return (await this.timeline.list(portal, contact, paging, wantsListing(asked))).map(toActivityDto);
  }
}
