import { Injectable } from '@nestjs/common';
import { Statements } from '../../database/statements.js';
import {
  CONFIGURED_COLUMNS,
  type ConfiguredRow,
  ConfiguredRows,
} from '../configured-rows/configured-rows.js';

export interface ConfiguredPortal extends ConfiguredRow {
  readonly slug: string | null;
  readonly blueprintId: string | null;
  /** JSON, as sent. */
  readonly config: string | null;
}

/** The portals of a brand and the brands below it. */
@Injectable()
export class PortalRows extends ConfiguredRows<ConfiguredPortal> {
  constructor(statements: Statements) {
    super(statements, {
      name: 'portals',
      columns: `${CONFIGURED_COLUMNS}, t.slug, t.blueprint_id as "blueprintId", t.config::text as config`,
      inScope: `t.deleted_at is null
        and exists (select from portal_scopes s where s.brand_id = $1 and s.portal_id = t.id)`,
      listed: `portal_scopes s join portals t on t.id = s.portal_id where s.brand_id = $1 and t.deleted_at is null`,
      key: 's.portal_id',
      alias: 'slug',
    });
  }
}
