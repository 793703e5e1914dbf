import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray } from 'class-validator';
import type { BodyRules } from '../../config/config.js';
import { FitsTogether } from '../../http/body/fits-together.js';
import { Nested, validated } from '../../http/body/validation.js';
import { type Fault, faultsThrownBy, ValidationFailed } from '../../http/errors/errors.js';
import { attributeFaults } from './attribute-faults.js';
import { AttributeInput, MAX_ATTRIBUTES } from './attribute-input.dto.js';
import { CONTACT_INPUT } from './contact.examples.js';

const MAX_CONTACTS = 500;

@FitsTogether(attributeFaults)
export class ContactInput {
  /** What is known of the contact */
  @ApiProperty({ maxItems: MAX_ATTRIBUTES })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_ATTRIBUTES)
  @Nested(() => AttributeInput, { each: true })
  attributes!: AttributeInput[];
}

/**
 * The handler judges the contacts one by one, since it may be asked to leave out those that are bad. Where the request
 * is refused in any case, what is wrong with them is told as well.
 */
@FitsTogether<CreateContactsDto>(({ contacts }, { isRefused, settings }) =>
  isRefused && Array.isArray(contacts) ? contactFaults(contacts, settings) : [],
)
@ApiSchema({ name: 'CreateContacts' })
export class CreateContactsDto {
  /** The contacts to create; each is validated by itself, so that those that are good can be told from those that are not */
  @ApiProperty({ type: [ContactInput], example: [CONTACT_INPUT], maxItems: MAX_CONTACTS })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_CONTACTS)
  contacts!: unknown[];
}

/**
 * One of the contacts that were sent.
 * @throws {ValidationFailed} with paths such as `contacts[3].attributes[0].text`
 */
export function validContact(input: unknown, index: number, settings?: BodyRules): ContactInput {
  const at = `contacts[${index}]`;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw ValidationFailed.at(at, 'must be an object');
  }
  return validated(ContactInput, input, { at, settings });
}

const contactFaults = (contacts: readonly unknown[], settings?: BodyRules): Fault[] =>
  contacts.flatMap((contact, index) => faultsThrownBy(() => validContact(contact, index, settings)));
