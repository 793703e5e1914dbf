import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Config } from '../../config/config.js';
import { Bearer, type Caller, CurrentCaller } from '../../http/access/access.js';
import { Batch } from '../../http/response/batch.js';
import { BrandApi } from '../../http/openapi/brand-api.js';
import { Operation } from '../../http/openapi/operation.js';
import { type AskedAssociations, Associations, flag, UuidPipe } from '../../http/parameters/parameters.js';
import { CONTACT_ASSOCIATIONS, ContactDto, toContactDto } from './contact.dto.js';
import { CreateContactsDto } from './contact-input.dto.js';
import { CONTACT_EXAMPLE, CONTACT_ID_PARAMETER } from './contact.examples.js';
import { ContactsRefused } from './contacts.errors.js';
import { ContactsService } from './contacts.service.js';
import { prepareContacts } from './prepare-contacts.js';

const RELAX = {
  name: 'relax',
  required: false,
  description: 'Whether contacts that are refused are left out, and the others created',
  schema: { type: 'boolean', default: false },
} as const;

@BrandApi()
@ApiTags('Contacts')
@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly config: Config,
  ) {}

  /**
   * Creates contacts in the acting brand, in the order sent: all of them, or none where any is refused. With
   * `relax=true` those that are refused are left out instead, and `info.errors` says of each why.
   */
  @Post()
  @Bearer()
  @ApiQuery(RELAX)
  @Operation({
    summary: 'Create contacts',
    returns: [ContactDto],
    reportsRefused: true,
    example: [CONTACT_EXAMPLE],
    errors: [404, 413],
    associations: CONTACT_ASSOCIATIONS,
  })
  async create(
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Body() input: CreateContactsDto,
    @Associations() asked: AskedAssociations,
  ): Promise<ContactDto[] | Batch<ContactDto>> {
    const relax = flag(request.query, 'relax');
    const { good, refused } = prepareContacts(input.contacts);
    if (refused.length > 0 && !relax) throw new ContactsRefused(refused);
    const created = await this.contacts.create(caller, good, asked);
    const answer = created.map((contact) => toContactDto(contact, asked, this.config.defaultBaseUrl));
    return relax ? new Batch(answer, refused) : answer;
  }

  /** Answers with a contact of the acting brand, or of a brand below it. */
  @Get(':id')
  @Bearer()
  @ApiParam(CONTACT_ID_PARAMETER)
  @Operation({
    summary: 'Get a contact',
    returns: ContactDto,
    example: CONTACT_EXAMPLE,
    errors: [404],
    associations: CONTACT_ASSOCIATIONS,
  })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Associations() asked: AskedAssociations,
  ): Promise<ContactDto> {
    const contact = await this.contacts.get(caller.brandId, id, asked);
    return toContactDto(contact, asked, this.config.defaultBaseUrl);
  }
}
