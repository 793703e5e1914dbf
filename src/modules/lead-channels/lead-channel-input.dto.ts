import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { ownRule } from '../../http/body/sentences.js';
import { normalizePhoneNumber } from '../contacts/normal-forms.js';

const IsInternationalNumber = () =>
  ownRule({
    name: 'isInternationalNumber',
    sentence: () => 'must be a phone number with its country code, such as +15555550123',
    isMet: (value) => typeof value === 'string' && normalizePhoneNumber(value) !== undefined,
  });

class LeadChannelInput {
  /** The phone number whose messages come in here, with its country code; kept in E.164 form */
  @IsOptional()
  @IsString()
  @MaxLength(32)
  @IsInternationalNumber()
  capture_number?: string | null;

  /** The listing boards whose numbers it understands; null: all */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @Length(1, 255, { each: true })
  mls?: string[] | null;

  /** A title to show in place of the name */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  title?: string | null;
}

@ApiSchema({ name: 'CreateLeadChannel' })
export class CreateLeadChannelDto extends LeadChannelInput {
  /** What the brand calls it */
  @IsString()
  @Length(1, 255)
  name!: string;
}

/** What is to change of a lead channel; what is left out stays as it is. */
@ApiSchema({ name: 'UpdateLeadChannel' })
export class UpdateLeadChannelDto extends LeadChannelInput {
  /** What the brand calls it */
  @ApiProperty({ required: false })
  @ValidateIf((_, name) => name !== undefined)
  @IsString()
  @Length(1, 255)
  name?: string;
}

/** The columns that are set; the number in its normal form. */
export const toChannelColumns = ({ name, capture_number: number, mls, title }: UpdateLeadChannelDto) => ({
  ...(name !== undefined && { name }),
  ...(number !== undefined && { captureNumber: number && normalizePhoneNumber(number) }),
  ...(mls !== undefined && { mls }),
  ...(title !== undefined && { title }),
});
