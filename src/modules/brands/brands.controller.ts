import { Controller, Get, Post } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller, Public } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse } from '../../http/openapi/responses.js';
import { PathUuid } from '../../http/parameters/path.js';
import { BrandDto, CreateBrandDto, toBrandDto } from './brand.dto.js';
import { BRAND_EXAMPLE, BRAND_INPUT } from './brand.examples.js';
import { BrandsService } from './brands.service.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Brands')
@Controller('brands')
export class BrandsController {
  constructor(
    private readonly brands: BrandsService,
    private readonly config: Config,
  ) {}

  /**
   * Create a brand
   * @remarks Makes a brand, and makes the token's user its Owner. With `parent` the brand stands below that one, where
   * whoever has a role above may act too. Without one it becomes a root, which takes a role in the brand that the
   * instance began with.
   */
  @Post()
  @Idempotent()
  @Bearer()
  @ApiEntityResponse(BrandDto, {
    example: { ...BRAND_EXAMPLE, ...BRAND_INPUT },
    errors: { 400: { path: 'name', message: 'is required' } },
  })
  async createBrand(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: BRAND_INPUT }) input: CreateBrandDto,
  ): Promise<BrandDto> {
    return toBrandDto(await this.brands.create(caller, input), this.config.defaultBaseUrl);
  }

  /**
   * Get a brand
   * @remarks What the public may know of a brand: its name, its look and its hostnames.
   */
  @Get(':id')
  @Public()
  @ApiEntityResponse(BrandDto, {
    example: BRAND_EXAMPLE,
    errors: {
      400: { path: 'id', message: 'must be a uuid' },
      404: `Brand ${BRAND_EXAMPLE.id} not found`,
    },
  })
  async getBrand(
    @PathUuid('id', { description: 'Id of the brand', example: BRAND_EXAMPLE.id }) id: string,
  ): Promise<BrandDto> {
    return toBrandDto(await this.brands.get(id), this.config.defaultBaseUrl);
  }
}
