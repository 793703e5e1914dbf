import { defineEntity, p } from '@mikro-orm/core';
import {
  configurable,
  epoch,
  idColumn,
  JsonTextColumn,
  metaChecks,
  metaIndex,
  recordTimes,
} from '../../database/columns.js';
import { Blueprint } from '../blueprints/blueprint.entity.js';
import { Brand } from '../brands/brand.entity.js';
import { HOSTNAMES_IN_ORDER } from '../hostnames/hostname-order.js';
import { LeadChannel } from '../lead-channels/lead-channel.entity.js';

const PortalSchema = defineEntity({
  name: 'Portal',
  tableName: 'portals',
  properties: {
    id: idColumn(),
    brand: () => p.manyToOne(Brand).ref(),
    leadChannel: () => p.manyToOne(LeadChannel).ref().nullable(),
    /** SHA-256 of the portal token; `null` until the first token is issued. */
    tokenHash: p.blob().nullable().lazy(),
    /** The same of the token before it, … */
    formerTokenHash: p.blob().nullable().lazy(),
    /** … which works until then. */
    formerTokenUntil: epoch().nullable().lazy(),
    slug: p.text().nullable(),
    ...configurable({ config: 'config' }),
    /** As sent; `null` until one is. */
    config: p.type(JsonTextColumn).nullable().lazy(),
    blueprint: () => p.manyToOne(Blueprint).ref().nullable(),
    hostnames: p
      .array()
      .nullable()
      .formula(
        (portal) => `(select ${HOSTNAMES_IN_ORDER} from portal_hostnames h where h.portal_id = ${portal.id})`,
      ),
    ...recordTimes(),
  },
  uniques: [
    { name: 'portals_one_per_brand', properties: ['brand'], where: 'deleted_at is null' },
    { name: 'portals_slug', properties: ['slug'], where: 'deleted_at is null' },
  ],
  checks: metaChecks('portals'),
  indexes: [
    { name: 'portals_lead_channel', properties: ['leadChannel'] },
    { name: 'portals_blueprint', properties: ['blueprint'] },
    { name: 'portals_meta', expression: metaIndex('portals') },
  ],
});

/** The public surface of a brand. A brand has at most one. */
export class Portal extends PortalSchema.class {}
PortalSchema.setClass(Portal);
