import { Controller, Delete } from '@nestjs/common';
import { BearerOfBrand, type Caller, CurrentCaller } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { ApiEmptyResponse } from '../../http/openapi/responses.js';
import { NO_BRAND } from '../brands/brand.examples.js';
import { FirstBrandStays } from '../brands/brands.errors.js';
import { BrandDeletion } from './brand-deletion.service.js';

@BrandApi('Brands')
@Controller('brands/:brand')
export class BrandDeletionController {
  constructor(private readonly brands: BrandDeletion) {}

  /**
   * Delete a brand
   * @remarks Deletes the brand and its portal: the hostnames and the slug are free, and the portal's token stops at
   * once. 409 while there are brands below it, and for the brand that the instance began with.
   */
  @Delete()
  @BearerOfBrand(EXAMPLE_IDS.office)
  @ApiEmptyResponse({ 404: NO_BRAND, 409: new FirstBrandStays().message })
  async deleteBrand(@CurrentCaller() { brandId }: Caller): Promise<void> {
    await this.brands.delete(brandId);
  }
}
