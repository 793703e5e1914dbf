import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';

export const DEFAULT_LEAD_CHANNEL = 'Default Route';

const LeadChannelSchema = defineEntity({
  name: 'LeadChannel',
  tableName: 'lead_channels',
  properties: {
    id: idColumn(),
    name: p.text(),
    brand: () => p.manyToOne(Brand).ref(),
    captureNumber: p.text().nullable(),
    /** The listing boards whose numbers this channel understands; `null`: all. */
    mls: p.array().columnType('text[]').nullable(),
    isDefault: p.boolean().default(false),
    lastCaptureDate: epoch().nullable(),
    title: p.text().nullable(),
    ...recordTimes(),
  },
  indexes: [{ name: 'lead_channels_brand', properties: ['brand'] }],
  uniques: [
    { name: 'lead_channels_one_default', properties: ['brand'], where: 'is_default and deleted_at is null' },
  ],
});

/** Where a brand's leads come in. Each brand has one default channel, made when it is first needed. */
export class LeadChannel extends LeadChannelSchema.class {}
LeadChannelSchema.setClass(LeadChannel);
