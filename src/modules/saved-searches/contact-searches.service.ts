import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { SizedReads } from '../../database/sized-reads.js';
import { Sql } from '../../database/sql.js';
import type { CallingPortal } from '../../http/access/access.js';
import { NotFound } from '../../http/errors/errors.js';
import { askedBy, authorized } from '../portals/calling-portal.js';
import { type SaveSearchForContactDto, toCriteria } from './saved-search.dto.js';
import {
  type Changed,
  type ContactSearchRow,
  DELETE_FOR_CONTACT,
  LIST_FOR_CONTACT,
  type NoSearch,
  REPLACE_FOR_CONTACT,
  SAVE_FOR_CONTACT,
  type SavedSearchRow,
  SEARCH_OF_CONTACT,
} from './saved-search.repository.js';
import { NotOwnSearch, overfullSearches } from './saved-searches.errors.js';

/** The searches of one contact, as the portal of its brand sees them. */
@Injectable()
export class ContactSearchesService {
  constructor(
    private readonly sql: Sql,
    private readonly reads: SizedReads,
  ) {}

  /**
   * The searches of a contact, oldest first; none for a contact that is not of the portal's brand.
   * @throws {Unauthorized}
   */
  async list(portal: CallingPortal, contactId: string): Promise<ContactSearchRow[]> {
    const rows = await this.reads.runJointly(LIST_FOR_CONTACT, askedBy(portal, contactId));
    return authorized(rows).filter((row) => isPresent<ContactSearchRow>(row));
  }

  /** @throws {NotFound | Unauthorized} */
  async get(portal: CallingPortal, contactId: string, id: string): Promise<SavedSearchRow> {
    const values = [portal.id, portal.tokenHash, contactId, id];
    const [row] = authorized(await this.sql.run(SEARCH_OF_CONTACT, values));
    if (!isPresent<SavedSearchRow>(row)) throw NotFound.of('SavedSearch', id);
    return row;
  }

  /**
   * Keeps a search for a contact of the portal's brand, which then has it.
   * @throws {ValidationFailed | NotFound | TooManySearches | Unauthorized}
   */
  async create(
    portal: CallingPortal,
    contactId: string,
    input: SaveSearchForContactDto,
  ): Promise<ContactSearchRow> {
    const values = [portal.id, portal.tokenHash, contactId, uuidv7(), ...contentOf(input)];
    const [row] = authorized(
      await this.sql.run(SAVE_FOR_CONTACT, values).catch((error: unknown) => {
        throw overfullSearches(error, contactId, 'made by visitors');
      }),
    );
    if (!isPresent<ContactSearchRow>(row)) throw NotFound.of('Contact', contactId);
    return row;
  }

  /**
   * Makes the visitor's own search be `input` and nothing else.
   * @throws {ValidationFailed | NotFound | NotOwnSearch | Unauthorized}
   */
  async replace(
    portal: CallingPortal,
    contactId: string,
    id: string,
    input: SaveSearchForContactDto,
  ): Promise<ContactSearchRow> {
    const values = [portal.id, portal.tokenHash, contactId, id, ...contentOf(input)];
    const [row] = authorized(await this.sql.run(REPLACE_FOR_CONTACT, values));
    checkOwn(row, id);
    if (!isPresent<ContactSearchRow>(row)) throw NotFound.of('SavedSearch', id);
    return row;
  }

  /** @throws {NotFound | NotOwnSearch | Unauthorized} */
  async delete(portal: CallingPortal, contactId: string, id: string): Promise<void> {
    const values = [portal.id, portal.tokenHash, contactId, id];
    const [row] = authorized(await this.sql.run(DELETE_FOR_CONTACT, values));
    checkOwn(row, id);
  }
}

const contentOf = (input: SaveSearchForContactDto) => [
  input.title ?? null,
  JSON.stringify(toCriteria(input)),
  input.frequency ?? null,
];

function checkOwn({ isOwn }: Changed, id: string): void {
  if (isOwn === null) throw NotFound.of('SavedSearch', id);
  if (!isOwn) throw new NotOwnSearch(id);
}

const isPresent = <Row extends SavedSearchRow>(row: Row | NoSearch): row is Row => row.id !== null;
