import { Injectable } from '@nestjs/common';
import { statement, Sql } from '../../database/sql.js';
import type { CallingPortal } from '../../http/access/access.js';
import { Unauthorized } from '../../http/errors/errors.js';
import type { PortalConfig } from '../portal-config/config-schema.js';
import { type Admission, admit } from './admit.js';

/** The token is checked once more: another instance may have rotated it a moment ago. */
const CONFIG_OF_PORTAL = statement<{ config: string | null }>(
  'config_of_portal',
  `select p.config::text as config
   from portals p
   where p.id = $1 and p.token_hash = $2 and p.deleted_at is null`,
);

@Injectable()
export class AdmissionService {
  constructor(private readonly sql: Sql) {}

  /** @throws {Unauthorized} */
  async admit(portal: CallingPortal, email: string): Promise<Admission> {
    return admit(await this.config(portal), email);
  }

  /** @throws {Unauthorized} */
  async config(portal: CallingPortal): Promise<PortalConfig | null> {
    const [row] = await this.sql.run(CONFIG_OF_PORTAL, [portal.id, portal.tokenHash]);
    if (!row) throw new Unauthorized('The token is not the one of this portal');
    return row.config === null ? null : (JSON.parse(row.config) as PortalConfig | null);
  }
}
