import { Controller, Post } from '@nestjs/common';
import { Bearer, type Caller, CurrentCaller, Public } from '../../http/access/access.js';
import { LimitedByTarget } from '../../http/access/target-limit.js';
import { JsonBody, JsonText } from '../../http/body/json-body.js';
import { jsonMember } from '../../http/body/json-member.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { PathUuid } from '../../http/parameters/path.js';
import { prepareActivityPayload } from '../timeline/activity-payload.js';
import {
  ACTIVITY_ASSOCIATIONS,
  ActivityDto,
  RecordActivityDto,
  toActivityDto,
  wantsListing,
} from '../timeline/activity.dto.js';
import { ACTIVITY_EXAMPLE, RECORD_ACTIVITY_EXAMPLES } from '../timeline/activity.examples.js';
import { CreateLeadDto, LeadInput } from './lead-input.dto.js';
import { LeadDto, toLeadDto } from './lead.dto.js';
import { LEAD_EXAMPLE, LEAD_INPUT, NO_CHANNEL } from './lead.examples.js';
import { LeadsService } from './leads.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

const NOBODY = { path: '', message: 'must have one of first_name, last_name, email, phone_number' };

@BrandApi('Leads')
@Controller('leads')
export class LeadsController {
  constructor(private readonly leads: LeadsService) {}

  /**
   * Capture a lead from a web site
   * @remarks For the forms of web sites: no token is needed, since whoever knows the channel's id may send leads by it,
   * and the script of any page may call this. A plain form of a page will do as well as JSON. The brand's contact with the
   * e-mail address is found, else the one with the phone number, else one is made. What is new is added to it; what is
   * known already stays. Fields that are not listed here are kept in `raw_payload`. At most 600 leads a minute come in by
   * one channel.
   */
  @Post('channels/:id/webhook')
  @Idempotent()
  @Public()
  @LimitedByTarget()
  @ApiEntityResponse(LeadDto, {
    example: LEAD_EXAMPLE,
    errors: { 400: NOBODY, 404: NO_CHANNEL },
  })
  async captureLead(
    @PathUuid('id', { description: 'Id of the lead channel', example: EXAMPLE_IDS.leadChannel })
    channel: string,
    @JsonBody({ example: LEAD_INPUT, orForm: true }) fields: LeadInput,
    @JsonText() text: string,
  ): Promise<LeadDto> {
    return toLeadDto(await this.leads.capture(channel, { fields, text }));
  }

  /**
   * Create a lead
   * @remarks The same for a program with a token. The channel has to be one of the acting brand.
   */
  @Post()
  @Idempotent()
  @Bearer()
  @ApiEntityResponse(LeadDto, {
    example: LEAD_EXAMPLE,
    errors: { 400: { ...NOBODY, path: 'lead' }, 404: NO_CHANNEL },
  })
  async createLead(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: { metadata: { lead_channel: EXAMPLE_IDS.leadChannel }, lead: LEAD_INPUT } })
    { metadata, lead }: CreateLeadDto,
    @JsonText() sent: string,
  ): Promise<LeadDto> {
    const text = jsonMember(sent, 'lead')?.text ?? '{}';
    const channel = metadata.lead_channel.toLowerCase();
    return toLeadDto(await this.leads.capture(channel, { fields: lead, text }, caller));
  }

  /**
   * Record an activity of a lead
   * @remarks Puts what somebody did on the timeline of the contact. No token is needed: whoever knows the id may tell,
   * and so may the script of any page. 404 where the listing is given by an id alone and is not known; nothing is recorded
   * then. The contact's `last_touch` moves along. At most 600 a minute for one id.
   */
  @Post(':id/timeline')
  @Idempotent()
  @Public()
  @LimitedByTarget()
  @ApiEntityResponse(ActivityDto, {
    example: ACTIVITY_EXAMPLE,
    errors: {
      400: { path: 'action', message: 'is required' },
      404: `Lead ${EXAMPLE_IDS.contact} not found`,
    },
  })
  async recordLeadActivity(
    @PathUuid('id', { description: 'Id of a lead, or of a contact', example: EXAMPLE_IDS.contact })
    id: string,
    @JsonBody({ examples: RECORD_ACTIVITY_EXAMPLES }) input: RecordActivityDto,
    @JsonText() sent: string,
    @Associations(ACTIVITY_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ActivityDto> {
    const plan = prepareActivityPayload(input, sent);
    return toActivityDto(await this.leads.record(id, plan, wantsListing(asked)));
  }
}
