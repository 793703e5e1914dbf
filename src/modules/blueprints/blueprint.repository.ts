import { Injectable } from '@nestjs/common';
import { type RowOf, SelectList } from '../../database/select-list.js';
import { Sql } from '../../database/sql.js';
import { brandsAndBelowSql } from '../brands/tenant-scope.js';
import { RESOURCE_PROPERTIES, type ResourceTimes } from '../resources/resource-row.js';
import { ResourceRepository } from '../resources/resource.repository.js';
import { Blueprint } from './blueprint.entity.js';

const BLUEPRINT = new SelectList(Blueprint, RESOURCE_PROPERTIES);

/** `meta` is JSON, as sent. */
export type BlueprintResource = RowOf<typeof BLUEPRINT> & ResourceTimes;

const IN_SCOPE = `exists (select from brands b where b.id = t.brand_id and ${brandsAndBelowSql('b', '$1')})`;

@Injectable()
export class BlueprintResources extends ResourceRepository<BlueprintResource> {
  constructor(sql: Sql) {
    super(sql, {
      name: 'blueprints',
      model: 'Blueprint',
      columns: BLUEPRINT.of('t'),
      inScope: IN_SCOPE,
      listed: () => `blueprints t where ${IN_SCOPE}`,
      key: 't.id',
    });
  }
}
