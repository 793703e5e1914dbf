import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { CallingPortal } from '../../http/access/access.js';
import type { PortalConfig } from '../portal-config/config-schema.js';
import { authorized } from '../portals/calling-portal.js';
import { CONFIG_OF_PORTAL } from './admission.repository.js';
import { type Admission, admit } from './admit.js';

@Injectable()
export class AdmissionService {
  constructor(private readonly sql: Sql) {}

  /** @throws {Unauthorized} */
  async admit(portal: CallingPortal, email: string): Promise<Admission> {
    return admit(await this.config(portal), email);
  }

  /** @throws {Unauthorized} */
  async config(portal: CallingPortal): Promise<PortalConfig | null> {
    const [{ config }] = authorized(await this.sql.run(CONFIG_OF_PORTAL, [portal.id, portal.tokenHash]));
    return config === null ? null : (JSON.parse(config) as PortalConfig | null);
  }
}
