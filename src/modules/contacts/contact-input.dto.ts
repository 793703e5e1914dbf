import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray } from 'class-validator';
import { Nested } from '../../http/body/validation.js';
import { AttributeInput, MAX_ATTRIBUTES } from './attribute-input.dto.js';
import { CONTACT_INPUT } from './contact.examples.js';

const MAX_CONTACTS = 500;

export class ContactInput {
  /** What is known of the contact */
  @ApiProperty({ maxItems: MAX_ATTRIBUTES })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_ATTRIBUTES)
  @Nested(() => AttributeInput, { each: true })
  attributes!: AttributeInput[];
}

@ApiSchema({ name: 'CreateContacts' })
export class CreateContactsDto {
  /** The contacts to create; each is validated by itself, so that those that are good can be told from those that are not */
  @ApiProperty({ type: [ContactInput], example: [CONTACT_INPUT], maxItems: MAX_CONTACTS })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_CONTACTS)
  contacts!: unknown[];
}
