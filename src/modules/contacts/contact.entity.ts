import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';
import { User } from '../users/user.entity.js';

/** SQL: the tags of the contact with this id, the primary one first, then the oldest; as many as a contact can have. */
const TAGS_OF = (contact: unknown): string => `(
  select array_agg(tag.text order by tag.place) from (
    select t.text, row_number() over (order by t.is_primary desc, t.id) as place from contact_attributes t
    where t.contact_id = ${String(contact)} and t.attribute_type = 'tag' and t.deleted_at is null and t.text is not null
    order by place limit 1000
  ) tag)`;

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
    // what triggers make of the live attributes; of those of a type the primary one comes first, then the oldest
    /** First and last name, or else the best that is known. */
    displayName: p.text().nullable().lazy(),
    firstName: p.text().nullable().lazy(),
    middleName: p.text().nullable().lazy(),
    lastName: p.text().nullable().lazy(),
    company: p.text().nullable().lazy(),
    email: p.text().nullable().lazy(),
    emails: p.array().columnType('text[]').nullable().lazy(),
    phoneNumber: p.text().nullable().lazy(),
    phoneNumbers: p.array().columnType('text[]').nullable().lazy(),
    birthday: epoch().nullable().lazy(),
    profileImageUrl: p.text().nullable().lazy(),
    /** Names, e-mail addresses and the digits of phone numbers in lower case: what a search looks into. */
    searchText: p.text().nullable().lazy(),
    /** Read, not kept: a contact can have hundreds, and gets them one by one. */
    tags: p
      .array()
      .formula(({ id }) => TAGS_OF(id))
      .nullable()
      .lazy(),
    ...recordTimes(),
  },
  indexes: [
    { name: 'contacts_brand', properties: ['brand', 'createdAt', 'id'], include: ['deletedAt'] },
    {
      name: 'contacts_display_name',
      expression:
        'create index contacts_display_name on contacts (brand_id, lower("left"(display_name, 100)), id)',
    },
    {
      name: 'contacts_search',
      expression: 'create index contacts_search on contacts using gin (search_text gin_trgm_ops)',
    },
    { name: 'contacts_created_by', properties: ['createdBy'] },
    { name: 'contacts_updated_by', properties: ['updatedBy'] },
  ],
});

/** A visitor's record in one brand. What is known of the visitor stands in the attributes. */
export class Contact extends ContactSchema.class {}
ContactSchema.setClass(Contact);
