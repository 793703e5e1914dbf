import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsObject, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { FitsTogether, type WholeRule } from '../../http/body/fits-together.js';
import { jsonMember } from '../../http/body/json-member.js';
import { ownRule } from '../../http/body/sentences.js';
import { Nested, PassesOverUnknown } from '../../http/body/validation.js';
import { FreeForm } from '../../http/openapi/fields.js';
import { leadFaults, type LeadFields } from './lead-fields.js';

const MAX_NAME = 255;
const MAX_TAGS = 100;
const MAX_ADDRESS = 2_000;

const isTextUpTo = (most: number, value: unknown): boolean =>
  typeof value === 'string' && value.length <= most;

const IsTags = () =>
  ownRule({
    name: 'isTags',
    sentence: () => `must be a text of at most ${MAX_NAME} characters, or at most ${MAX_TAGS} of them`,
    isMet: (value) =>
      Array.isArray(value)
        ? value.length <= MAX_TAGS && value.every((tag) => isTextUpTo(MAX_NAME, tag))
        : isTextUpTo(MAX_NAME, value),
  });

const IsAddress = () =>
  ownRule({
    name: 'isAddress',
    sentence: () => `must be a text of at most ${MAX_ADDRESS} characters, or an object of its parts`,
    isMet: (value) =>
      isTextUpTo(MAX_ADDRESS, value) ||
      (typeof value === 'object' && value !== null && !Array.isArray(value)),
  });

const TAGS = {
  anyOf: [
    { type: 'string', maxLength: MAX_NAME },
    { type: 'array', maxItems: MAX_TAGS, items: { type: 'string', maxLength: MAX_NAME } },
  ],
};

/**
 * What somebody says who asks to be called. One of the names, the e-mail address and the phone number has to be there;
 * an empty text counts as none. Other fields are kept as they are: together with all these, up to 64 KiB of JSON.
 */
@FitsTogether<LeadInput>((lead, circumstances) => leadFaults(lead, circumstances))
@PassesOverUnknown()
@ApiSchema({ name: 'LeadInput' })
export class LeadInput implements LeadFields {
  /** First name */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_NAME)
  first_name?: string | null;

  /** Last name */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_NAME)
  last_name?: string | null;

  /** E-mail address, by which the contact is looked for first */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_NAME)
  email?: string | null;

  /** Phone number, by which the contact is looked for next. Without a country code it is one of the operator's country */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  phone_number?: string | null;

  @ApiPropertyOptional({ ...TAGS, description: 'What the contact is tagged with; in a form also `tag[]`' })
  @IsOptional()
  @IsTags()
  tag?: string | string[] | null;

  @ApiPropertyOptional({ ...TAGS, description: 'The same' })
  @IsOptional()
  @IsTags()
  tags?: string | string[] | null;

  /** Where the lead comes from, such as the name of a site */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_NAME)
  lead_source?: string | null;

  /** What kind of source that is */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_NAME)
  source_type?: string | null;

  /** What the person wrote */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  note?: string | null;

  @FreeForm('The listing it is about: `mls_number`, `mls`, `id`, and whatever else is known of it', {
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsObject()
  listing?: Record<string, unknown> | null;

  /** The page that the person was on; an http or https URL */
  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  referer_url?: string | null;

  @ApiPropertyOptional({
    anyOf: [
      { type: 'string', maxLength: MAX_ADDRESS },
      { type: 'object', additionalProperties: true },
    ],
    description: 'A postal address: on one line, or in the parts that a contact has it in',
  })
  @IsOptional()
  @IsAddress()
  address?: unknown;
}

class LeadMetadata {
  /** Id of the lead channel that it comes in by, one of the acting brand */
  @IsUUID()
  lead_channel!: string;
}

const createLeadFaults: WholeRule<CreateLeadDto> = ({ lead }, circumstances) => {
  if (typeof lead !== 'object' || lead === null || Array.isArray(lead)) return [];
  const text = jsonMember(circumstances.text, 'lead')?.text ?? '';
  return leadFaults(lead, { ...circumstances, text }, 'lead');
};

@FitsTogether(createLeadFaults)
@ApiSchema({ name: 'CreateLead' })
export class CreateLeadDto {
  /** What is known beside the lead itself */
  @Nested(() => LeadMetadata)
  @ApiProperty()
  metadata!: LeadMetadata;

  /** The lead */
  @Nested(() => LeadInput)
  @ApiProperty()
  lead!: LeadInput;
}
