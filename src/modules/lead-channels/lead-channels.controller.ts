import { Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { PathUuid } from '../../http/parameters/path.js';
import type { Page } from '../../http/response/page.js';
import { CreateLeadChannelDto, UpdateLeadChannelDto } from './lead-channel-input.dto.js';
import { LeadChannelDto, toLeadChannelDto } from './lead-channel.dto.js';
import {
  LEAD_CHANNEL_EXAMPLE,
  LEAD_CHANNEL_INPUT,
  NO_LEAD_CHANNEL,
  OPEN_HOUSES,
} from './lead-channel.examples.js';
import { DefaultChannelStays } from './lead-channels.errors.js';
import { LEAD_CHANNEL_ORDERS, LeadChannelsService } from './lead-channels.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

const LeadChannelId = () =>
  PathUuid('id', { description: 'Id of the lead channel', example: OPEN_HOUSES.id });

const INVALID_NUMBER = {
  path: 'capture_number',
  message: 'must be a phone number with its country code, such as +15555550123',
};

@BrandApi('Lead Channels')
@Controller('brands/:brand/leads/channels')
export class LeadChannelsController {
  constructor(private readonly channels: LeadChannelsService) {}

  /**
   * List the lead channels of a brand
   * @remarks Lists the brand's lead channels: the default one first, which is made if there is none, then the others,
   * oldest first unless ordered otherwise.
   */
  @Get()
  @BearerOfBrand()
  @ApiPageResponse(LeadChannelDto, { example: [LEAD_CHANNEL_EXAMPLE] })
  async listLeadChannels(
    @CurrentCaller() { brandId }: Caller,
    @Paged(LEAD_CHANNEL_ORDERS) paging: Paging,
  ): Promise<Page<LeadChannelDto>> {
    return (await this.channels.list(brandId, paging)).map(toLeadChannelDto);
  }

  /**
   * Create a lead channel
   * @remarks Makes one more way for leads to come in. It is not the default one.
   */
  @Post()
  @Idempotent()
  @BearerOfBrand()
  @ApiEntityResponse(LeadChannelDto, {
    example: { ...OPEN_HOUSES, ...LEAD_CHANNEL_INPUT },
    errors: { 400: INVALID_NUMBER },
  })
  async createLeadChannel(
    @CurrentCaller() { brandId }: Caller,
    @JsonBody({ example: LEAD_CHANNEL_INPUT }) input: CreateLeadChannelDto,
  ): Promise<LeadChannelDto> {
    return toLeadChannelDto(await this.channels.create(brandId, input));
  }

  /**
   * Change a lead channel
   * @remarks Changes what is sent; what is left out stays.
   */
  @Put(':id')
  @BearerOfBrand()
  @ApiEntityResponse(LeadChannelDto, {
    example: { ...OPEN_HOUSES, ...LEAD_CHANNEL_INPUT },
    errors: { 400: INVALID_NUMBER, 404: NO_LEAD_CHANNEL },
  })
  async updateLeadChannel(
    @CurrentCaller() { brandId }: Caller,
    @LeadChannelId() id: string,
    @JsonBody({ example: LEAD_CHANNEL_INPUT }) input: UpdateLeadChannelDto,
  ): Promise<LeadChannelDto> {
    return toLeadChannelDto(await this.channels.update(brandId, id, input));
  }

  /**
   * Delete a lead channel
   * @remarks No lead comes in by it any more. A portal whose channel it was takes the default one, which itself cannot
   * be deleted: that is 409.
   */
  @Delete(':id')
  @BearerOfBrand()
  @ApiEmptyResponse({ 404: NO_LEAD_CHANNEL, 409: new DefaultChannelStays().message })
  async deleteLeadChannel(@CurrentCaller() { brandId }: Caller, @LeadChannelId() id: string): Promise<void> {
    await this.channels.delete(brandId, id);
  }
}
