import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, JsonTextColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';
import { Contact } from '../contacts/contact.entity.js';
import { LeadChannel } from '../lead-channels/lead-channel.entity.js';

const LeadSchema = defineEntity({
  name: 'Lead',
  tableName: 'leads',
  properties: {
    id: idColumn(),
    brand: () => p.manyToOne(Brand).ref(),
    contact: () => p.manyToOne(Contact).ref(),
    leadChannel: () => p.manyToOne(LeadChannel).ref(),
    /** As sent; of a form, the JSON that it stands for. */
    rawPayload: p.type(JsonTextColumn),
    /** What was understood of it, in normal forms. */
    parsedPayload: p.type(JsonTextColumn),
    sourceType: p.text().nullable(),
    ...recordTimes(),
  },
  indexes: [
    { name: 'leads_brand', properties: ['brand', 'id'] },
    { name: 'leads_contact', properties: ['contact'] },
    { name: 'leads_lead_channel', properties: ['leadChannel'] },
  ],
});

/** Somebody who asked to be called, once. Whoever asks again is another lead of the same contact. */
export class Lead extends LeadSchema.class {}
LeadSchema.setClass(Lead);
