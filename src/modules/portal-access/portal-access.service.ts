import { Injectable } from '@nestjs/common';
import { statement, Statements } from '../../database/statements.js';
import type { CallingPortal } from '../../http/access.js';
import { Unauthorized } from '../../http/errors.js';
import type { PortalConfig } from '../portal-configuration/config-schema.js';
import { type Admission, admit } from './access-matcher.js';

/** The token is checked once more: another instance may have rotated it a moment ago. */
const CONFIG_OF_PORTAL = statement<{ config: string | null }>(
  'config_of_portal',
  `select p.config::text as config
   from portals p
   where p.id = $1 and p.token_hash = $2 and p.deleted_at is null`,
);

@Injectable()
export class PortalAccessService {
  constructor(private readonly statements: Statements) {}

  /** @throws {Unauthorized} */
  async admit(portal: CallingPortal, email: string): Promise<Admission> {
    return admit(await this.config(portal), email);
  }

  /** @throws {Unauthorized} */
  async config(portal: CallingPortal): Promise<PortalConfig | null> {
    const [row] = await this.statements.run(CONFIG_OF_PORTAL, [portal.id, portal.tokenHash]);
    if (!row) throw new Unauthorized('The token is not the one of this portal');
    return row.config === null ? null : (JSON.parse(row.config) as PortalConfig | null);
  }
}
