import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { User } from '../users/user.entity.js';
import { Contact } from './contact.entity.js';

const ContactAttributeSchema = defineEntity({
  name: 'ContactAttribute',
  tableName: 'contact_attributes',
  properties: {
    id: idColumn(),
    contact: () => p.manyToOne(Contact).ref(),
    label: p.text().nullable(),
    isPrimary: p.boolean().default(false),
    isPartner: p.boolean().default(false),
    index: p.integer().nullable(),
    createdBy: () => p.manyToOne(User).ref().nullable(),
    updatedBy: () => p.manyToOne(User).ref().nullable(),
    attributeType: p.text(),
    /** A type of which a contact has at most one live attribute. */
    isSingular: p.boolean().default(false),
    text: p.text().nullable(),
    date: epoch().nullable(),
    address: p.json<Record<string, unknown>>().columnType('json').nullable(),
    ...recordTimes(),
  },
  uniques: [
    {
      name: 'contact_attributes_one_singular',
      properties: ['contact', 'attributeType'],
      where: 'is_singular and deleted_at is null',
    },
    {
      name: 'contact_attributes_one_primary',
      properties: ['contact', 'attributeType'],
      where: 'is_primary and deleted_at is null',
    },
    {
      name: 'contact_attributes_one_value',
      expression:
        'create unique index contact_attributes_one_value on contact_attributes (contact_id, attribute_type, attribute_value(text, date, address)) where deleted_at is null',
    },
  ],
  indexes: [
    { name: 'contact_attributes_contact', properties: ['contact', 'id'], where: 'deleted_at is null' },
    {
      name: 'contact_attributes_value',
      expression:
        'create index contact_attributes_value on contact_attributes (attribute_type, lower("left"(text, 64)), contact_id) where deleted_at is null',
    },
    { name: 'contact_attributes_created_by', properties: ['createdBy'], where: 'created_by_id is not null' },
    { name: 'contact_attributes_updated_by', properties: ['updatedBy'], where: 'updated_by_id is not null' },
  ],
});

/** One fact about a contact: an e-mail, a tag, a birthday. */
export class ContactAttribute extends ContactAttributeSchema.class {}
ContactAttributeSchema.setClass(ContactAttribute);
