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
