import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { type CallingPortal, CurrentPortal, PortalToken } from '../../http/access/access.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { Operation } from '../../http/openapi/operation.js';
import { UuidPipe } from '../../http/parameters/parameters.js';
import { CONTACT_PARAMETER, PORTAL_PARAMETER } from '../portals/portal.examples.js';
import { AddAttributesDto } from './attribute-input.dto.js';
import { ContactAttributeDto, rowToContactAttributeDto } from './contact-attribute.dto.js';
import { ContactAttributesService } from './contact-attributes.service.js';
import { ADDED_ATTRIBUTES_EXAMPLE } from './contact.examples.js';

@BrandApi()
@ApiTags('Portal Contact Attributes')
@Controller('portals/:id/contacts/:contact/attributes')
export class PortalContactAttributesController {
  constructor(private readonly attributes: ContactAttributesService) {}

  /**
   * Adds to what is known of a contact of the portal's brand: a tag, a phone number, an e-mail address and so on. All of
   * it is added, or none. The answer lists what was added in the order sent; nobody is named as its author, since the
   * caller is the portal and not a user.
   */
  @Post()
  @PortalToken()
  @ApiParam(PORTAL_PARAMETER)
  @ApiParam(CONTACT_PARAMETER)
  @Operation({
    summary: 'Add attributes to a contact',
    returns: [ContactAttributeDto],
    example: ADDED_ATTRIBUTES_EXAMPLE,
    errors: [404, 413],
  })
  async add(
    @CurrentPortal() portal: CallingPortal,
    @Param('contact', UuidPipe) contact: string,
    @Body() input: AddAttributesDto,
  ): Promise<ContactAttributeDto[]> {
    const added = await this.attributes.addByPortal(portal, contact, input.attributes);
    return added.map(rowToContactAttributeDto);
  }
}
