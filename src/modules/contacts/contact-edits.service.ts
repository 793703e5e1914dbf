import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { violates } from '../../database/database-errors.js';
import { Sql } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import type { Caller, CallingPortal } from '../../http/access/access.js';
import { type Fault, NotFound, ValidationFailed } from '../../http/errors/errors.js';
import { authorized } from '../portals/calling-portal.js';
import { type AttributeEdit, changesValue, editFaults, type EditPlan, planEdits } from './attribute-edits.js';
import type { AttributeInput } from './attribute-input.dto.js';
import { type AttributeType, FIRST_IS_PRIMARY, rulesOf } from './attribute-types.js';
import { ADD_TO_LOCKED_CONTACT, type AttributeRow } from './contact-attributes.repository.js';
import { inOrder } from './contact-attributes.service.js';
import {
  CHANGE_ATTRIBUTES,
  LIVE_ATTRIBUTES,
  MAKE_WAY,
  PROMOTE_OLDEST,
  REMOVE_ATTRIBUTE,
  TOUCH_CONTACT,
  TOUCH_CONTACT_BY_PORTAL,
} from './contact-edits.repository.js';
import { AlreadyKnown, overfullContact } from './contacts.errors.js';
import { prepareAttributes } from './prepare-attributes.js';

/** Who edits: a user, contacts of the acting brand and below; or a portal, those of its brand. */
type Editor = Caller | CallingPortal;

const userOf = (editor: Editor): string | null => ('userId' in editor ? editor.userId : null);

/**
 * Edits what is known of contacts, each call all or nothing. Of e-mail addresses and of phone numbers one is always primary:
 * where it is removed or said to be so no longer, the oldest other one is.
 */
@Injectable()
export class ContactEditsService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly config: Config,
  ) {}

  /** @throws {NotFound | TooManyAttributes} */
  add(editor: Editor, contactId: string, inputs: readonly AttributeInput[]): Promise<AttributeRow[]> {
    const prepared = prepareAttributes(inputs, this.config.defaultCountry);
    return this.editing(editor, contactId, async (em) => {
      const values = [contactId, userOf(editor), JSON.stringify([...new Set(prepared)])];
      return inOrder(prepared, await this.sql.runIn(em, ADD_TO_LOCKED_CONTACT, values));
    });
  }

  /** Changes first, then adds. @throws {ValidationFailed | NotFound | AlreadyKnown | TooManyAttributes} */
  edit(editor: Editor, contactId: string, edits: readonly AttributeEdit[]): Promise<void> {
    return this.editing(editor, contactId, (em) => this.apply(em, userOf(editor), contactId, edits));
  }

  /** @throws {ValidationFailed | NotFound | AlreadyKnown | TooManyAttributes} */
  change(
    editor: Editor,
    contactId: string,
    id: string,
    fields: Omit<AttributeEdit, 'id'>,
  ): Promise<AttributeRow> {
    return this.editing(editor, contactId, async (em) => {
      await this.apply(em, userOf(editor), contactId, [{ ...fields, id }], ofOne);
      const [changed] = await this.sql.runIn(em, LIVE_ATTRIBUTES, [contactId, [id]]);
      return changed as AttributeRow;
    });
  }

  /** @throws {NotFound} */
  remove(editor: Editor, contactId: string, id: string): Promise<void> {
    return this.editing(editor, contactId, async (em) => {
      const [removed] = await this.sql.runIn(em, REMOVE_ATTRIBUTE, [contactId, id, userOf(editor)]);
      if (!removed) throw NotFound.of('ContactAttribute', id);
      const type = removed.attributeType as AttributeType;
      if (!rulesOf(type).firstIsPrimary) return;
      await this.sql.runIn(em, PROMOTE_OLDEST, [contactId, [type], [], userOf(editor)]);
    });
  }

  private editing<Result>(
    editor: Editor,
    contactId: string,
    work: (em: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    return inTransaction(this.em, async (em) => {
      if (!(await this.lock(em, editor, contactId))) throw NotFound.of('Contact', contactId);
      return work(em);
    }).catch((error: unknown) => {
      if (violates(error, 'contact_attributes_one_value')) throw new AlreadyKnown(contactId);
      throw overfullContact(error, contactId);
    });
  }

  private async lock(em: EntityManager, editor: Editor, contactId: string): Promise<boolean> {
    if ('tokenHash' in editor) {
      const values = [editor.id, editor.tokenHash, contactId];
      return authorized(await this.sql.runIn(em, TOUCH_CONTACT_BY_PORTAL, values))[0].id !== null;
    }
    const values = [contactId, [editor.brandId], editor.userId];
    return (await this.sql.runIn(em, TOUCH_CONTACT, values)).length > 0;
  }

  private async apply(
    em: EntityManager,
    by: string | null,
    contactId: string,
    edits: readonly AttributeEdit[],
    toldAs: (fault: Fault) => Fault = (fault) => fault,
  ): Promise<void> {
    const ids = edits.flatMap(({ id }) => id?.toLowerCase() ?? []);
    const rows = await this.sql.runIn(em, LIVE_ATTRIBUTES, [contactId, ids]);
    const known = new Map(rows.map((row) => [row.id, row]));
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) throw NotFound.of('ContactAttribute', unknown);
    const faults = editFaults(edits, known, this.config);
    if (faults.length > 0) throw new ValidationFailed(faults.map(toldAs));
    await this.write(em, by, contactId, planEdits(edits, known, this.config));
  }

  private async write(
    em: EntityManager,
    by: string | null,
    contactId: string,
    plan: EditPlan,
  ): Promise<void> {
    const { changes, added, claimed, demoted } = plan;
    const revalued = changes.filter(changesValue).map(({ id }) => id);
    const trading = revalued.length > 1 ? revalued : [];
    if (trading.length > 0 || claimed.length > 0) {
      await this.sql.runIn(em, MAKE_WAY, [contactId, trading, claimed, by]);
    }
    if (changes.length > 0)
      await this.sql.runIn(em, CHANGE_ATTRIBUTES, [contactId, JSON.stringify(changes), by]);
    if (added.length > 0)
      await this.sql.runIn(em, ADD_TO_LOCKED_CONTACT, [contactId, by, JSON.stringify(added)]);
    if (demoted.length > 0)
      await this.sql.runIn(em, PROMOTE_OLDEST, [contactId, FIRST_IS_PRIMARY, demoted, by]);
  }
}

/** `attributes[0].text` is `text`, where one attribute is all that was sent. */
const ofOne = ({ path, message }: Fault): Fault => ({ path: path.replace('attributes[0].', ''), message });
