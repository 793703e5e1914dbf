import { defineEntity, p } from '@mikro-orm/core';
import { configurable, idColumn, metaChecks, metaIndex, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';

const { createdAt, updatedAt } = recordTimes();

const BlueprintSchema = defineEntity({
  name: 'Blueprint',
  tableName: 'blueprints',
  properties: {
    id: idColumn(),
    brand: () => p.manyToOne(Brand).ref(),
    ...configurable({ config: 'null::json' }),
    createdAt,
    updatedAt,
  },
  checks: metaChecks('blueprints'),
  indexes: [
    { name: 'blueprints_brand', properties: ['brand'] },
    { name: 'blueprints_meta', expression: metaIndex('blueprints') },
  ],
});

/** What several portals can be made after; they point to it. */
export class Blueprint extends BlueprintSchema.class {}
BlueprintSchema.setClass(Blueprint);
