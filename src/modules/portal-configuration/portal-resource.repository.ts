import { Injectable } from '@nestjs/common';
import { type RowOf, SelectList } from '../../database/select-list.js';
import { Sql } from '../../database/sql.js';
import { Portal } from '../portals/portal.entity.js';
import { RESOURCE_PROPERTIES, type ResourceTimes } from '../resources/resource-row.js';
import { ResourceRepository } from '../resources/resource.repository.js';
import { normalizeSlug } from './slug.js';

const PORTAL = new SelectList(Portal, [...RESOURCE_PROPERTIES, 'slug', 'blueprint', 'config']);

/** `meta` and `config` are JSON, as sent. */
export type PortalResource = RowOf<typeof PORTAL> & ResourceTimes;

/** Of portals, "brand and below" is a table: triggers keep a row for each portal and each brand that has it. */
@Injectable()
export class PortalResources extends ResourceRepository<PortalResource> {
  constructor(sql: Sql) {
    super(sql, {
      name: 'portals',
      model: 'Portal',
      columns: PORTAL.of('t'),
      inScope: `t.deleted_at is null
        and exists (select from portal_scopes s where s.brand_id = any($1::uuid[]) and s.portal_id = t.id)`,
      listed: (brandId) =>
        `portal_scopes s join portals t on t.id = s.portal_id where s.brand_id = ${brandId} and t.deleted_at is null`,
      listedByBrand: true,
      key: 's.portal_id',
      alias: { column: 'slug', normalize: normalizeSlug },
    });
  }
}
