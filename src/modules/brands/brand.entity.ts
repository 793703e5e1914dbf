import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, recordTimes } from '../../database/columns.js';
import { HOSTNAMES_IN_ORDER } from '../hostnames/hostname-order.js';

/** How deep brands may nest; a root brand is level 1. */
export const MAX_LEVELS = 16;

export type BrandLook = Record<string, unknown>;

const BrandSchema = defineEntity({
  name: 'Brand',
  tableName: 'brands',
  properties: {
    id: idColumn(),
    name: p.text(),
    brandType: p.text(),
    parent: () => p.manyToOne(Brand).ref().nullable().deleteRule('no action'),
    /** Ids of the brands above, nearest first: makes "may this user act here?" one index look-up. */
    ancestors: p.array().columnType('uuid[]').default([]),
    palette: p.json<BrandLook>().columnType('json').nullable(),
    assets: p.json<BrandLook>().columnType('json').nullable(),
    messages: p.json<BrandLook>().columnType('json').nullable(),
    training: p.boolean().default(false),
    /** Of the brand that the instance began with: whoever has a role in it runs the instance. */
    isFirst: p.boolean().default(false),
    memberCount: p
      .integer()
      .formula(
        (brand) =>
          `(select count(distinct m.user_id)::int from brand_roles r join brand_role_members m on m.role_id = r.id join users u on u.id = m.user_id where r.brand_id = ${brand.id} and r.deleted_at is null and u.deleted_at is null)`,
      ),
    hostnames: p
      .array()
      .nullable()
      .formula(
        (brand) =>
          `(select ${HOSTNAMES_IN_ORDER} from portals s join portal_hostnames h on h.portal_id = s.id where s.brand_id = ${brand.id} and s.deleted_at is null)`,
      ),
    ...recordTimes(),
  },
  uniques: [{ name: 'brands_first', properties: ['isFirst'], where: 'is_first' }],
  indexes: [
    { name: 'brands_ancestors', properties: ['ancestors'], type: 'gin' },
    { name: 'brands_parent', properties: ['parent'] },
  ],
});

/** The tenant. Brands form a tree; whoever has a role in one may act in all below it. */
export class Brand extends BrandSchema.class {
  /** What `ancestors` of a child created under this brand is. */
  lineage(): string[] {
    return [this.id, ...this.ancestors];
  }

  /** A child would be one level deeper than brands may nest. */
  isDeepest(): boolean {
    return this.ancestors.length + 1 >= MAX_LEVELS;
  }
}
BrandSchema.setClass(Brand);
