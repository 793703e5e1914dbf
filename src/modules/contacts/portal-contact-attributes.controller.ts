import { Controller, Delete, Post } from '@nestjs/common';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { JsonBody } from '../../http/body/json-body.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { BrandApi } from '../../http/openapi/dialects.js';
import { ApiEmptyResponse, ApiListResponse } from '../../http/openapi/responses.js';
import { AddAttributesDto } from './attribute-input.dto.js';
import { ContactAttributeDto, toContactAttributeDto } from './contact-attribute.dto.js';
import { ContactEditsService } from './contact-edits.service.js';
import { ContactAttributesService } from './contact-attributes.service.js';
import {
  ADDED_ATTRIBUTES_EXAMPLE,
  ADDED_ATTRIBUTES_INPUT,
  NO_ATTRIBUTE,
  NO_CONTACT,
} from './contact.examples.js';
import { TooManyAttributes } from './contacts.errors.js';
import { AttributeId, ContactId } from './contact.parameters.js';
import { Idempotent } from '../idempotency/idempotent.js';

@BrandApi('Portal Contact Attributes')
@Controller('portals/:id/contacts/:contact/attributes')
export class PortalContactAttributesController {
  constructor(
    private readonly attributes: ContactAttributesService,
    private readonly edits: ContactEditsService,
  ) {}

  /**
   * Add attributes to a contact
   * @remarks Adds to what is known of a contact of the portal's brand: a tag, a phone number, an e-mail address and so
   * on. All of it is added, or none. A contact has at most 1,000 live attributes with 10 MiB of text; more is 409. What the contact has already is not
   * added again: the answer lists what was sent, in that order, as the contact has it. Of what is added nobody is named as its author,
   * since the caller is the portal and not a user.
   */
  @Post()
  @Idempotent()
  @PortalToken()
  @ApiListResponse(ContactAttributeDto, {
    example: ADDED_ATTRIBUTES_EXAMPLE,
    errors: {
      400: { path: 'attributes[0].text', message: 'must be an e-mail address' },
      404: NO_CONTACT,
      409: TooManyAttributes.ofCount(EXAMPLE_IDS.contact).message,
    },
  })
  async addContactAttributes(
    @CurrentPortal() portal: CallingPortal,
    @ContactId() contact: string,
    @JsonBody({ example: { attributes: ADDED_ATTRIBUTES_INPUT } }) input: AddAttributesDto,
  ): Promise<ContactAttributeDto[]> {
    const added = await this.attributes.addByPortal(portal, contact, input.attributes);
    return added.map(toContactAttributeDto);
  }

  /**
   * Remove an attribute from a contact
   * @remarks Of e-mail addresses and of phone numbers one is always primary: where that one is removed, the oldest of those
   * that remain is.
   */
  @Delete(':attribute')
  @PortalToken()
  @ApiEmptyResponse({ 404: NO_ATTRIBUTE })
  async removePortalContactAttribute(
    @CurrentPortal() portal: CallingPortal,
    @ContactId() contact: string,
    @AttributeId(EXAMPLE_IDS.tag) attribute: string,
  ): Promise<void> {
    await this.edits.remove(portal, contact, attribute);
  }
}
