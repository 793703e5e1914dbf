import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, IsByteLength, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { FitsTogether } from '../../http/body/fits-together.js';
import { documentText } from '../../http/body/document.js';
import { RawJson } from '../../http/response/raw-json.js';
import { EpochMilliseconds, FreeForm } from '../../http/openapi/fields.js';
import type { BlueprintResource } from './blueprint.repository.js';
import { metaPatch, metaPatchFaults, newMetaFaults } from '../resources/meta-patch.js';

@FitsTogether<CreateBlueprintDto>(({ meta }, { text }) => newMetaFaults(meta, text))
@ApiSchema({ name: 'CreateBlueprint' })
export class CreateBlueprintDto {
  /** What the blueprint is called; null clears it */
  @IsOptional()
  @IsString()
  @MaxLength(191)
  name?: string | null;

  /** What the blueprint is for; at most 65,535 bytes of UTF-8; null clears it */
  @ApiProperty({ maxLength: 65_535 })
  @IsOptional()
  @IsString()
  @IsByteLength(0, 65_535)
  description?: string | null;

  @FreeForm('Properties of your own: up to 32 deep, 5,000 values and 256 KiB. Null clears all.', {
    nullable: true,
    required: false,
  })
  @Allow()
  meta?: Record<string, unknown> | null;
}

@FitsTogether<UpdateBlueprintDto>(({ meta }, { text }) => metaPatchFaults(meta, text))
@ApiSchema({ name: 'UpdateBlueprint' })
export class UpdateBlueprintDto extends CreateBlueprintDto {}

/** An empty object. */
@ApiSchema({ name: 'DeleteBlueprint' })
export class DeleteBlueprintDto {}

/** What was made, changed or deleted. */
@ApiSchema({ name: 'BlueprintId' })
export class BlueprintIdDto {
  /** Id of the blueprint */
  @IsUUID()
  id!: string;
}

/** What several portals are made after. */
@ApiSchema({ name: 'Blueprint' })
export class BlueprintDto {
  /** Id of the blueprint */
  @IsUUID()
  id!: string;

  /** What it is called; an empty string where that was never said */
  @MaxLength(191)
  name!: string;

  /** What it is for */
  @MaxLength(65_535)
  description!: string;

  @FreeForm('Properties of the owner', { nullable: true })
  meta!: RawJson | null;

  @EpochMilliseconds('When it was made')
  createdAt!: number;

  @EpochMilliseconds('When it last changed')
  updatedAt!: number;
}

/** A page of blueprints. */
@ApiSchema({ name: 'BlueprintList' })
export class BlueprintListDto {
  /** The blueprints of this page */
  @ArrayMaxSize(100)
  items!: BlueprintDto[];

  /** Id of the last item, to go on from; an empty string where there are no items */
  @MaxLength(36)
  cursor!: string;
}

/** What a client sets of a blueprint; JSON as the text it was sent as. `undefined`: not sent. */
export interface BlueprintInput {
  readonly name?: string;
  readonly description?: string;
  readonly meta?: string | null;
}

/** @param dto of which nothing is wrong */
export const toNewBlueprint = (dto: CreateBlueprintDto, sent: string): BlueprintInput => ({
  ...texts(dto),
  meta: documentText('meta', dto.meta, sent),
});

/** The same of a change, whose `meta` is what to merge. */
export const toBlueprintChange = (dto: UpdateBlueprintDto, sent: string): BlueprintInput => ({
  ...texts(dto),
  meta: metaPatch(dto.meta, sent),
});

const texts = ({ name, description }: CreateBlueprintDto) => ({
  name: name === null ? '' : name,
  description: description === null ? '' : description,
});

export function toBlueprintDto(blueprint: BlueprintResource): BlueprintDto {
  return {
    id: blueprint.id,
    name: blueprint.name,
    description: blueprint.description,
    meta: RawJson.orNull(blueprint.meta),
    createdAt: blueprint.createdAt,
    updatedAt: blueprint.updatedAt,
  };
}
