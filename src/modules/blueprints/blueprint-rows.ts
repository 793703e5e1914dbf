import { Injectable } from '@nestjs/common';
import { Statements } from '../../database/statements.js';
import {
  CONFIGURED_COLUMNS,
  type ConfiguredRow,
  ConfiguredRows,
} from '../configured-rows/configured-rows.js';

const IN_SCOPE = `exists (
  select from brands b where b.id = t.brand_id and (b.id = $1::uuid or b.ancestors @> array[$1::uuid]))`;

/** The blueprints of a brand and the brands below it. */
@Injectable()
export class BlueprintRows extends ConfiguredRows<ConfiguredRow> {
  constructor(statements: Statements) {
    super(statements, {
      name: 'blueprints',
      columns: CONFIGURED_COLUMNS,
      inScope: IN_SCOPE,
      listed: `blueprints t where ${IN_SCOPE}`,
      key: 't.id',
    });
  }
}
