import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { RESOURCE_COLUMNS, type ResourceRow, ResourceTable } from '../resources/resource-table.js';

const IN_SCOPE = `exists (
  select from brands b where b.id = t.brand_id and (b.id = $1::uuid or b.ancestors @> array[$1::uuid]))`;

/** The blueprints of a brand and the brands below it. */
@Injectable()
export class BlueprintResources extends ResourceTable<ResourceRow> {
  constructor(sql: Sql) {
    super(sql, {
      name: 'blueprints',
      columns: RESOURCE_COLUMNS,
      inScope: IN_SCOPE,
      listed: `blueprints t where ${IN_SCOPE}`,
      key: 't.id',
    });
  }
}
