import { Controller, Get, Post, Put } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Bearer, BearerOfBrand, type Caller, CurrentCaller, Public } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEntityResponse, ApiPageResponse } from '../../http/openapi/responses.js';
import { Paged, type Paging } from '../../http/parameters/paging.js';
import { PathUuid } from '../../http/parameters/path.js';
import { TextQuery } from '../../http/parameters/query.js';
import type { Page } from '../../http/response/page.js';
import { BRAND_ORDERS, BrandTreeService } from './brand-tree.service.js';
import { BrandDto, CreateBrandDto, toBrandDto } from './brand.dto.js';
import type { Brand } from './brand.entity.js';
import { BRAND_CHANGE, BRAND_EXAMPLE, BRAND_INPUT, NO_BRAND } from './brand.examples.js';
import { BrandsService } from './brands.service.js';
import { Idempotent } from '../idempotency/idempotent.js';
import { UpdateBrandDto } from './update-brand.dto.js';

@BrandApi('Brands')
@Controller('brands')
export class BrandsController {
  constructor(
    private readonly brands: BrandsService,
    private readonly tree: BrandTreeService,
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
   * List brands
   * @remarks Lists the brands in which the token's user has a role, and all below these; with `X-RECHAT-BRAND`, that
   * brand and all below it. Oldest first unless ordered otherwise.
   */
  @Get()
  @Bearer()
  @ApiPageResponse(BrandDto, { example: [BRAND_EXAMPLE] })
  async listBrands(
    @CurrentCaller() caller: Caller,
    @TextQuery('q', {
      description: 'A fragment of the name, in any casing',
      maxLength: 255,
      example: 'portal',
    })
    fragment: string | undefined,
    @Paged(BRAND_ORDERS) paging: Paging,
  ): Promise<Page<BrandDto>> {
    return this.shown(await this.tree.list(caller, fragment, paging));
  }

  /**
   * Get a brand
   * @remarks What the public may know of a brand: its name, its look and its hostnames.
   */
  @Get(':brand')
  @Public()
  @ApiEntityResponse(BrandDto, {
    example: BRAND_EXAMPLE,
    errors: { 400: { path: 'brand', message: 'must be a uuid' }, 404: NO_BRAND },
  })
  async getBrand(
    @PathUuid('brand', { description: 'Id of the brand', example: BRAND_EXAMPLE.id }) id: string,
  ): Promise<BrandDto> {
    return toBrandDto(await this.brands.get(id), this.config.defaultBaseUrl);
  }

  /**
   * Change a brand
   * @remarks Changes what is sent; what is left out stays. With another `parent` the brand moves, and all below it with
   * it. It stays within its tree, since listings belong to the root of that; a root cannot be moved. No brand comes to
   * stand below itself, or below level 16.
   */
  @Put(':brand')
  @BearerOfBrand()
  @ApiEntityResponse(BrandDto, {
    example: { ...BRAND_EXAMPLE, ...BRAND_CHANGE },
    errors: {
      400: { path: 'parent', message: 'must not be the brand itself or one below it' },
      404: NO_BRAND,
    },
  })
  async updateBrand(
    @CurrentCaller() caller: Caller,
    @JsonBody({ example: BRAND_CHANGE }) input: UpdateBrandDto,
  ): Promise<BrandDto> {
    return toBrandDto(await this.tree.update(caller, input), this.config.defaultBaseUrl);
  }

  /**
   * List the brands below a brand
   * @remarks Lists the brands right below this one, oldest first unless ordered otherwise.
   */
  @Get(':brand/children')
  @BearerOfBrand()
  @ApiPageResponse(BrandDto, { example: [] })
  async listChildren(
    @CurrentCaller() { brandId }: Caller,
    @Paged(BRAND_ORDERS) paging: Paging,
  ): Promise<Page<BrandDto>> {
    return this.shown(await this.tree.children(brandId, paging));
  }

  private shown(page: Page<Brand>): Page<BrandDto> {
    return page.map((brand) => toBrandDto(brand, this.config.defaultBaseUrl));
  }
}
