import { Controller, Get, Post, type StreamableFile } from '@nestjs/common';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody, JsonText } from '../../http/body/json-body.js';
import { ConfigurationApi } from '../../http/openapi/dialects.js';
import { ApiResourceResponse } from '../../http/openapi/responses.js';
import { type ExpectedTags, IfMatch } from '../../http/parameters/if-match.js';
import { ListParameters, type ListQuery } from '../../http/parameters/list-query.js';
import { PathText } from '../../http/parameters/path.js';
import { tagged } from '../../http/response/entity-tag.js';
import { streamed } from '../../http/response/streamed.js';
import type { Tagged } from '../../http/response/tagged.js';
import { Idempotent } from '../idempotency/idempotent.js';
import {
  BlueprintDto,
  BlueprintIdDto,
  BlueprintListDto,
  CreateBlueprintDto,
  DeleteBlueprintDto,
  toBlueprintChange,
  toBlueprintDto,
  toNewBlueprint,
  UpdateBlueprintDto,
} from './blueprint.dto.js';
import {
  CHANGED_BLUEPRINT_EXAMPLE,
  DEMO_BLUEPRINT_EXAMPLE as EXAMPLE,
  NEW_BLUEPRINT_EXAMPLE,
} from './blueprint.examples.js';
import { BlueprintsService } from './blueprints.service.js';

const BlueprintId = () =>
  PathText('blueprintId', { description: 'Id of the blueprint', maxLength: 128, example: EXAMPLE.id });

const NOT_FOUND = `Blueprint ${EXAMPLE.id} not found`;
const CHANGED = `Blueprint ${EXAMPLE.id} has another version than If-Match names`;
const INVALID = { path: 'meta', message: 'must be an object or null' };

@ConfigurationApi('Blueprints')
@Controller('api/v1/blueprint')
export class BlueprintsController {
  constructor(private readonly blueprints: BlueprintsService) {}

  /**
   * List blueprints
   * @remarks The blueprints of every brand in which the token's user has a role, and of the brands below, newest first:
   * one page of them as JSON, of about 1 MiB at most. `X-RECHAT-BRAND` narrows that to one brand and those below it.
   * With `Accept: application/jsonl` or `text/event-stream` all of them are streamed, as portals are.
   */
  @Get('list')
  @Bearer()
  @ApiResourceResponse(BlueprintListDto, {
    example: { items: [EXAMPLE], cursor: EXAMPLE.id },
    errors: { 400: { path: 'cursor', message: 'must be a uuid' } },
  })
  async listBlueprints(
    @CurrentCaller() caller: Caller,
    @ListParameters() query: ListQuery,
  ): Promise<BlueprintListDto | StreamableFile> {
    if (query.format !== 'page') {
      return streamed(this.blueprints.all(caller, query), query.format, toBlueprintDto);
    }
    const items = (await this.blueprints.page(caller, query)).map(toBlueprintDto);
    return { items, cursor: items.at(-1)?.id ?? '' };
  }

  /**
   * Create a blueprint
   * @remarks Makes a blueprint, of the token's brand.
   */
  @Post('create')
  @Idempotent()
  @Bearer()
  @ApiResourceResponse(BlueprintIdDto, {
    example: { id: EXAMPLE.id },
    errors: { 400: INVALID },
    tagged: true,
  })
  async createBlueprint(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: NEW_BLUEPRINT_EXAMPLE }) input: CreateBlueprintDto,
    @JsonText() sent: string,
  ): Promise<Tagged<BlueprintIdDto>> {
    const made = await this.blueprints.create(caller, toNewBlueprint(input, sent));
    return tagged(made, { id: made.id });
  }

  /**
   * Fetch a blueprint
   * @remarks Everything that is known of a blueprint; `meta` is the very JSON that was sent.
   */
  @Get(':blueprintId/fetch')
  @Bearer()
  @ApiResourceResponse(BlueprintDto, {
    example: EXAMPLE,
    errors: { 404: NOT_FOUND },
    tagged: true,
    conditional: true,
  })
  async fetchBlueprint(
    @CurrentCaller() caller: Caller,
    @BlueprintId() id: string,
  ): Promise<Tagged<BlueprintDto>> {
    const blueprint = await this.blueprints.get(caller, id);
    return tagged(blueprint, toBlueprintDto(blueprint));
  }

  /**
   * Update a blueprint
   * @remarks Changes what is sent; null clears. `meta` is merged: members that are not sent stay, one that is null is
   * removed.
   */
  @Post(':blueprintId/update')
  @Idempotent()
  @Bearer()
  @ApiResourceResponse(BlueprintIdDto, {
    example: { id: EXAMPLE.id },
    errors: { 400: INVALID, 404: NOT_FOUND, 412: CHANGED },
    tagged: true,
  })
  async updateBlueprint(
    @CurrentCaller() caller: Caller,
    @BlueprintId() id: string,
    @JsonBody({ example: CHANGED_BLUEPRINT_EXAMPLE }) input: UpdateBlueprintDto,
    @JsonText() sent: string,
    @IfMatch() expected: ExpectedTags,
  ): Promise<Tagged<BlueprintIdDto>> {
    const changed = await this.blueprints.update(caller, id, toBlueprintChange(input, sent), expected);
    return tagged(changed, { id: changed.id });
  }

  /**
   * Delete a blueprint
   * @remarks Deletes a blueprint for good. Portals that point to it then point to none.
   */
  @Post(':blueprintId/delete')
  @Idempotent()
  @Bearer()
  @ApiResourceResponse(BlueprintIdDto, {
    example: { id: EXAMPLE.id },
    errors: { 400: { path: 'force', message: 'is not a known property' }, 404: NOT_FOUND, 412: CHANGED },
  })
  async deleteBlueprint(
    @CurrentCaller() caller: Caller,
    @BlueprintId() id: string,
    @JsonBody({ example: {} }) _nothing: DeleteBlueprintDto,
    @IfMatch() expected: ExpectedTags,
  ): Promise<BlueprintIdDto> {
    return { id: await this.blueprints.delete(caller, id, expected) };
  }
}
