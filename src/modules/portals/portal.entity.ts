import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';
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
    slug: p.text().nullable(),
    hostnames: p
      .array()
      .nullable()
      .formula(
        (portal) =>
          `(select array_agg(h.hostname order by h.is_default desc, h.id) from portal_hostnames h where h.portal_id = ${portal.id})`,
      ),
    ...recordTimes(),
  },
  uniques: [
    { name: 'portals_one_per_brand', properties: ['brand'], where: 'deleted_at is null' },
    { name: 'portals_slug', properties: ['slug'], where: 'deleted_at is null' },
  ],
  indexes: [{ name: 'portals_lead_channel', properties: ['leadChannel'] }],
});

/** The public surface of a brand. A brand has at most one. */
export class Portal extends PortalSchema.class {}
PortalSchema.setClass(Portal);
