import { Controller, Delete, Get, Post } from '@nestjs/common';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { NeverStored } from '../../http/access/never-stored.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { PathUuid } from '../../http/parameters/path.js';
import type { Page } from '../../http/response/page.js';
import {
  CreatedSecretKeyDto,
  CreateSecretKeyDto,
  KEY_ORDERS,
  SecretKeyDto,
  toSecretKeyDto,
} from './secret-key.dto.js';
import { CREATED_KEY_EXAMPLE, NO_KEY, SECRET_KEY_EXAMPLE } from './secret-key.examples.js';
import { SecretKeys } from './secret-keys.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Secret Keys')
@Controller('brands/:brand/keys')
export class SecretKeysController {
  constructor(private readonly keys: SecretKeys) {}

  /**
   * Create a secret key
   * @remarks Makes a key that acts for the token's user, wherever that user has a role; where a request names no
   * brand, it acts in this one. The answer shows the key, which is stored nowhere and cannot be shown again.
   */
  @Post()
  @Idempotent({ secret: true })
  @BearerOfBrand()
  @NeverStored()
  @ApiEntityResponse(CreatedSecretKeyDto, {
    example: CREATED_KEY_EXAMPLE,
    errors: { 400: { path: 'name', message: 'is required' } },
  })
  async createSecretKey(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: { name: SECRET_KEY_EXAMPLE.name } }) input: CreateSecretKeyDto,
  ): Promise<CreatedSecretKeyDto> {
    const { key, secret } = await this.keys.create(caller.brandId, caller.userId, input);
    return { ...toSecretKeyDto(key), secret };
  }

  /**
   * List the secret keys of a brand
   * @remarks Lists the keys of the brand, whoever made them, oldest first unless ordered otherwise. Those that have
   * expired are listed until they are deleted. A key itself is never shown again.
   */
  @Get()
  @BearerOfBrand()
  @ApiPageResponse(SecretKeyDto, { example: [SECRET_KEY_EXAMPLE] })
  async listSecretKeys(
    @CurrentCaller() caller: Caller,
    @Paged(KEY_ORDERS) paging: Paging,
  ): Promise<Page<SecretKeyDto>> {
    return (await this.keys.list(caller.brandId, paging)).map(toSecretKeyDto);
  }

  /**
   * Delete a secret key
   * @remarks The key stops to work at once, and so do the access tokens that were issued for it.
   */
  @Delete(':key')
  @BearerOfBrand()
  @ApiEmptyResponse({ 404: NO_KEY })
  async deleteSecretKey(
    @CurrentCaller() caller: Caller,
    @PathUuid('key', { description: 'Id of the key', example: EXAMPLE_IDS.secretKey }) id: string,
  ): Promise<void> {
    await this.keys.delete(caller.brandId, id);
  }
}
