import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller, Public } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { Operation } from '../../http/openapi/operation.js';
import { UuidPipe } from '../../http/parameters/parameters.js';
import { BrandDto, CreateBrandDto, toBrandDto } from './brand.dto.js';
import { BRAND_EXAMPLE, BRAND_ID_PARAMETER, BRAND_INPUT } from './brand.examples.js';
import { BrandsService } from './brands.service.js';

@BrandApi()
@ApiTags('Brands')
@Controller('brands')
export class BrandsController {
  constructor(
    private readonly brands: BrandsService,
    private readonly config: Config,
  ) {}

  /**
   * Makes a brand, and makes the token's user its Owner. With `parent` the brand stands below that one, where
   * whoever has a role above may act too.
   */
  @Post()
  @Bearer()
  @ApiBody({ type: CreateBrandDto, examples: { root: { value: BRAND_INPUT } } })
  @Operation({
    summary: 'Create a brand',
    returns: BrandDto,
    example: { ...BRAND_EXAMPLE, ...BRAND_INPUT },
    errors: [404, 413],
  })
  async create(@CurrentCaller() caller: Caller, @Body() input: CreateBrandDto): Promise<BrandDto> {
    return toBrandDto(await this.brands.create(caller, input), this.config.defaultBaseUrl);
  }

  /** What the public may know of a brand: its name, its look and its hostnames. */
  @Get(':id')
  @Public()
  @ApiParam(BRAND_ID_PARAMETER)
  @Operation({ summary: 'Get a brand', returns: BrandDto, example: BRAND_EXAMPLE, errors: [404] })
  async get(@Param('id', UuidPipe) id: string): Promise<BrandDto> {
    return toBrandDto(await this.brands.get(id), this.config.defaultBaseUrl);
  }
}
