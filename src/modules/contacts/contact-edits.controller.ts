import { Controller, Delete, Patch, Post, Put } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { ApiEmptyResponse, ApiEntityResponse, ApiListResponse } from '../../http/openapi/responses.js';
import { type AskedAssociations, Associations } from '../../http/parameters/associations.js';
import { Idempotent } from '../idempotency/idempotent.js';
import { ChangeAttributeDto, EditContactDto } from './attribute-edit.dto.js';
import { AddAttributesDto } from './attribute-input.dto.js';
import { ContactAttributeDto, toContactAttributeDto } from './contact-attribute.dto.js';
import { ContactEditsService } from './contact-edits.service.js';
import { CONTACT_ASSOCIATIONS, ContactDto, toContactDto } from './contact.dto.js';
import {
  ADDED_ATTRIBUTES_INPUT,
  ADDED_BY_USER_EXAMPLE,
  ATTRIBUTE_CHANGE,
  CHANGED_ATTRIBUTE_EXAMPLE,
  CONTACT_EDITS,
  CONTACT_EXAMPLE,
  NO_ATTRIBUTE,
  NO_CONTACT,
} from './contact.examples.js';
import { AttributeId, ContactId } from './contact.parameters.js';
import { AlreadyKnown, TooManyAttributes } from './contacts.errors.js';
import { ContactsService } from './contacts.service.js';

@BrandApi('Contacts')
@Controller('contacts/:id')
export class ContactEditsController {
  constructor(
    private readonly edits: ContactEditsService,
    private readonly contacts: ContactsService,
    private readonly config: Config,
  ) {}

  /**
   * Change what is known of a contact
   * @remarks Changes the attributes whose ids are sent, then adds those without; all of it, or nothing. What is left out of a
   * change stays as it is. Of e-mail addresses and of phone numbers one is always primary: where a change says that it is
   * not that any more, the oldest other one is.
   */
  @Patch()
  @Bearer()
  @ApiEntityResponse(ContactDto, {
    example: CONTACT_EXAMPLE,
    errors: {
      400: { path: 'attributes[0].text', message: 'must be an e-mail address' },
      404: NO_ATTRIBUTE,
      409: new AlreadyKnown(EXAMPLE_IDS.contact).message,
    },
  })
  async editContact(
    @CurrentCaller() caller: Caller,
    @ContactId('id') id: string,
    @JsonBody({ example: { attributes: CONTACT_EDITS } }) input: EditContactDto,
    @Associations(CONTACT_ASSOCIATIONS) asked: AskedAssociations,
  ): Promise<ContactDto> {
    await this.edits.edit(caller, id, input.attributes);
    return toContactDto(await this.contacts.get(caller.brandId, id, asked), this.config.defaultBaseUrl);
  }

  /**
   * Add attributes
   * @remarks All of it is added, or none. What the contact has already is not added again: the answer lists what was sent, in
   * that order, as the contact has it.
   */
  @Post('attributes')
  @Idempotent()
  @Bearer()
  @ApiListResponse(ContactAttributeDto, {
    example: ADDED_BY_USER_EXAMPLE,
    errors: {
      400: { path: 'attributes[0].text', message: 'must be an e-mail address' },
      404: NO_CONTACT,
      409: TooManyAttributes.ofCount(EXAMPLE_IDS.contact).message,
    },
  })
  async addAttributes(
    @CurrentCaller() caller: Caller,
    @ContactId('id') id: string,
    @JsonBody({ example: { attributes: ADDED_ATTRIBUTES_INPUT } }) input: AddAttributesDto,
  ): Promise<ContactAttributeDto[]> {
    const added = await this.edits.add(caller, id, input.attributes);
    return added.map(toContactAttributeDto);
  }

  /**
   * Change an attribute
   * @remarks What is left out stays as it is. The type cannot change, and the value cannot become that of another attribute of
   * the type.
   */
  @Put('attributes/:attribute')
  @Bearer()
  @ApiEntityResponse(ContactAttributeDto, {
    example: CHANGED_ATTRIBUTE_EXAMPLE,
    errors: {
      400: { path: 'text', message: 'must be an e-mail address' },
      404: NO_ATTRIBUTE,
      409: new AlreadyKnown(EXAMPLE_IDS.contact).message,
    },
  })
  async changeAttribute(
    @CurrentCaller() caller: Caller,
    @ContactId('id') id: string,
    @AttributeId(EXAMPLE_IDS.attribute) attribute: string,
    @JsonBody({ example: ATTRIBUTE_CHANGE }) input: ChangeAttributeDto,
  ): Promise<ContactAttributeDto> {
    return toContactAttributeDto(await this.edits.change(caller, id, attribute, input));
  }

  /**
   * Remove an attribute
   * @remarks Of e-mail addresses and of phone numbers one is always primary: where that one is removed, the oldest of those
   * that remain is.
   */
  @Delete('attributes/:attribute')
  @Bearer()
  @ApiEmptyResponse({ 404: NO_ATTRIBUTE })
  async removeAttribute(
    @CurrentCaller() caller: Caller,
    @ContactId('id') id: string,
    @AttributeId(EXAMPLE_IDS.note) attribute: string,
  ): Promise<void> {
    await this.edits.remove(caller, id, attribute);
  }
}
