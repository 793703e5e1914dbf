import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, MaxLength } from 'class-validator';
import { FaultDto } from '../../http/openapi/errors.js';
import { EntityType } from '../../http/openapi/fields.js';

@ApiSchema({ name: 'ListingImportError' })
class ListingImportErrorDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'The number of the line, from 1; blank ones count',
  })
  line!: number;

  /** Why it was left out, in English, for people */
  @MaxLength(8192)
  message!: string;

  /** One entry per fault */
  @ApiProperty({ type: [FaultDto] })
  @ArrayMaxSize(100)
  details!: FaultDto[];
}

const lineCount = (description: string): PropertyDecorator =>
  ApiProperty({ type: 'integer', minimum: 0, description });

/** What came of the lines of an import. Each is counted once more: as imported, unchanged or failed. */
@ApiSchema({ name: 'ListingImport' })
export class ListingImportDto {
  @EntityType('listing_import')
  type!: 'listing_import';

  @lineCount('Lines with something on them')
  lines!: number;

  @lineCount('Lines that made or changed a listing')
  imported!: number;

  @lineCount('Lines that say what is known already, or are older than it, or than a later line')
  unchanged!: number;

  @lineCount('Lines that were left out')
  failed!: number;

  /** What is wrong with them; of the first 1,000 */
  @ApiProperty({ type: [ListingImportErrorDto] })
  @ArrayMaxSize(1_000)
  errors!: ListingImportErrorDto[];
}
