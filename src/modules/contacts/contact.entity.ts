import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';
import { User } from '../users/user.entity.js';

const ContactSchema = defineEntity({
  name: 'Contact',
  tableName: 'contacts',
  properties: {
    id: idColumn(),
    brand: () => p.manyToOne(Brand).ref(),
    createdBy: () => p.manyToOne(User).ref().nullable(),
    updatedBy: () => p.manyToOne(User).ref().nullable(),
    /** Of the newest activity; epoch seconds. */
    lastTouch: epoch().nullable(),
    // what triggers count, for limits and totals that cost the same however much a contact has
    /** Of its timeline, as portals may show it. */
    activityCount: p.integer().default(0).lazy(),
    /** Live ones. */
    attributeCount: p.integer().default(0).lazy(),
    /** Of the texts of live attributes, as UTF-8. */
    attributeBytes: p.integer().default(0).lazy(),
    ...recordTimes(),
  },
  indexes: [
    { name: 'contacts_brand', properties: ['brand', 'id'] },
    { name: 'contacts_created_by', properties: ['createdBy'] },
    { name: 'contacts_updated_by', properties: ['updatedBy'] },
  ],
});

/** A visitor's record in one brand. What is known of the visitor stands in the attributes. */
export class Contact extends ContactSchema.class {}
ContactSchema.setClass(Contact);
