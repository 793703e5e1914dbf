import { IsObject, IsOptional } from 'class-validator';
import { MaxJsonBytes } from '../../http/body/json-bytes.js';
import { FreeForm } from '../../http/openapi/fields.js';
import type { BrandLook } from './brand.entity.js';

/** Of each of a brand's three free-form objects, as JSON. */
const MAX_LOOK_BYTES = 8 * 1024;

/** How a brand looks and talks, as it is sent. */
export class BrandLookInput {
  @FreeForm('Colours, by name; up to 8 KiB of JSON', { nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(MAX_LOOK_BYTES)
  palette?: BrandLook | null;

  @FreeForm('Addresses of logos and pictures, by name; up to 8 KiB of JSON', {
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(MAX_LOOK_BYTES)
  assets?: BrandLook | null;

  @FreeForm('Texts, by name; up to 8 KiB of JSON', { nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(MAX_LOOK_BYTES)
  messages?: BrandLook | null;
}
