import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { RESOURCE_COLUMNS, type ResourceRow, ResourceTable } from '../resources/resource-table.js';

export interface PortalResource extends ResourceRow {
  readonly slug: string | null;
  readonly blueprintId: string | null;
  /** JSON, as sent. */
  readonly config: string | null;
}

/** The portals of a brand and the brands below it. */
@Injectable()
export class PortalResources extends ResourceTable<PortalResource> {
  constructor(sql: Sql) {
    super(sql, {
      name: 'portals',
      columns: `${RESOURCE_COLUMNS}, t.slug, t.blueprint_id as "blueprintId", t.config::text as config`,
      inScope: `t.deleted_at is null
        and exists (select from portal_scopes s where s.brand_id = $1 and s.portal_id = t.id)`,
      listed: `portal_scopes s join portals t on t.id = s.portal_id where s.brand_id = $1 and t.deleted_at is null`,
      key: 's.portal_id',
      alias: 'slug',
    });
  }
}
