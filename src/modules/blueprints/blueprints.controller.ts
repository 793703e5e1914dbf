import { Body, Controller, Get, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { ConfigurationApi } from '../../http/openapi/configuration-api.js';
import { ConfigurationOperation } from '../../http/openapi/configuration-operation.js';
import { answerTag, entityTag, type ExpectedTags, IfMatch } from '../../http/response/entity-tag.js';
import { ListQueryParameters, type ListQuery, streamed } from '../../http/parameters/list-query.js';
import { Sent } from '../../http/body/sent-json.js';
import { IdempotencyHeader, type IdempotentRequest } from '../idempotency/idempotent-request.js';
import {
  blueprintChange,
  BlueprintDto,
  BlueprintIdDto,
  BlueprintItemDto,
  BlueprintListDto,
  CreateBlueprintDto,
  DeleteBlueprintDto,
  newBlueprint,
  toBlueprintDto,
  UpdateBlueprintDto,
} from './blueprint.dto.js';
import {
  BLUEPRINT_PARAMETER,
  CHANGED_BLUEPRINT_EXAMPLE,
  DEMO_BLUEPRINT_EXAMPLE as EXAMPLE,
  NEW_BLUEPRINT_EXAMPLE,
} from './blueprint.examples.js';
import { BlueprintsService } from './blueprints.service.js';

@ConfigurationApi()
@ApiTags('Blueprints')
@Controller(['api/v1/blueprint', 'v1/blueprint'])
export class BlueprintsController {
  constructor(private readonly blueprints: BlueprintsService) {}

  /**
   * The blueprints of the token's brand and the brands below it, newest first: one page of them as JSON, or all as JSON
   * lines or events, by `Accept`.
   */
  @Get('list')
  @Bearer()
  @ConfigurationOperation({
    summary: 'List blueprints',
    returns: BlueprintListDto,
    example: { items: [EXAMPLE], cursor: EXAMPLE.id },
    streams: BlueprintItemDto,
  })
  async list(
    @CurrentCaller() caller: Caller,
    @ListQueryParameters() { blueprintId: _, ...query }: ListQuery,
  ): Promise<BlueprintListDto | StreamableFile> {
    if (query.format !== 'page') {
      return streamed(this.blueprints.all(caller, query), query.format, toBlueprintDto);
    }
    const items = (await this.blueprints.page(caller, query)).map(toBlueprintDto);
    return { items, cursor: items.at(-1)?.id ?? '' };
  }

  /** Makes a blueprint, of the token's brand. */
  @Post('create')
  @Bearer()
  @ApiBody({ type: CreateBlueprintDto, examples: { blueprint: { value: NEW_BLUEPRINT_EXAMPLE } } })
  @ConfigurationOperation({
    summary: 'Create a blueprint',
    returns: BlueprintIdDto,
    example: { id: EXAMPLE.id },
    errors: [409, 413],
    tagged: true,
    idempotent: true,
  })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() input: CreateBlueprintDto,
    @Sent() sent: string,
    @IdempotencyHeader() request: IdempotentRequest | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BlueprintIdDto> {
    const { id, version } = await this.blueprints.create(caller, newBlueprint(input, sent), request);
    response.setHeader('ETag', entityTag(id, version));
    return { id };
  }

  /** Everything that is known of a blueprint; `meta` is the very JSON that was sent. */
  @Get(':blueprintId/fetch')
  @Bearer()
  @ApiParam(BLUEPRINT_PARAMETER)
  @ConfigurationOperation({
    summary: 'Fetch a blueprint',
    returns: BlueprintDto,
    example: EXAMPLE,
    errors: [404],
    tagged: true,
    condition: 'If-None-Match',
  })
  async fetch(
    @CurrentCaller() caller: Caller,
    @Param('blueprintId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BlueprintDto | undefined> {
    const blueprint = await this.blueprints.get(caller, id);
    if (answerTag(request, response, entityTag(blueprint.id, blueprint.version))) return undefined;
    return toBlueprintDto(blueprint);
  }

  /** Changes what is sent; null clears. `meta` is merged: members that are not sent stay, one that is null is removed. */
  @Post(':blueprintId/update')
  @Bearer()
  @ApiParam(BLUEPRINT_PARAMETER)
  @ApiBody({ type: UpdateBlueprintDto, examples: { change: { value: CHANGED_BLUEPRINT_EXAMPLE } } })
  @ConfigurationOperation({
    summary: 'Update a blueprint',
    returns: BlueprintIdDto,
    example: { id: EXAMPLE.id },
    errors: [404, 413],
    tagged: true,
    condition: 'If-Match',
  })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('blueprintId') blueprintId: string,
    @Body() input: UpdateBlueprintDto,
    @Sent() sent: string,
    @IfMatch() expected: ExpectedTags,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BlueprintIdDto> {
    const change = blueprintChange(input, sent);
    const { id, version } = await this.blueprints.update(caller, blueprintId, change, expected);
    response.setHeader('ETag', entityTag(id, version));
    return { id };
  }

  /** Deletes a blueprint for good. Portals that point to it then point to none. */
  @Post(':blueprintId/delete')
  @Bearer()
  @ApiParam(BLUEPRINT_PARAMETER)
  @ApiBody({ type: DeleteBlueprintDto, examples: { nothing: { value: {} } } })
  @ConfigurationOperation({
    summary: 'Delete a blueprint',
    returns: BlueprintIdDto,
    example: { id: EXAMPLE.id },
    errors: [404, 413],
    condition: 'If-Match',
  })
  async delete(
    @CurrentCaller() caller: Caller,
    @Param('blueprintId') id: string,
    @Body() _nothing: DeleteBlueprintDto,
    @IfMatch() expected: ExpectedTags,
  ): Promise<BlueprintIdDto> {
    return { id: await this.blueprints.delete(caller, id, expected) };
  }
}
