import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, ValidateIf } from 'class-validator';
import { BrandLookInput } from './brand-look.dto.js';
import { BRAND_TYPES, type BrandType } from './brand-types.js';

/** What is to change of a brand; what is left out stays as it is. */
@ApiSchema({ name: 'UpdateBrand' })
export class UpdateBrandDto extends BrandLookInput {
  /** What the brand is called */
  @ApiProperty({ required: false })
  @ValidateIf((_, name) => name !== undefined)
  @IsString()
  @Length(1, 255)
  name?: string;

  @ApiProperty({ enum: BRAND_TYPES, required: false, description: 'What kind of business it is' })
  @ValidateIf((_, type) => type !== undefined)
  @IsIn(BRAND_TYPES)
  brand_type?: BrandType;

  /** Id of the brand to stand below: one of the same tree, in which the caller has a role. A root stays a root. */
  @IsOptional()
  @IsUUID()
  parent?: string | null;
}
