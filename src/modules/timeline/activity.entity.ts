import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, JsonTextColumn, recordTimes } from '../../database/columns.js';
import { Contact } from '../contacts/contact.entity.js';
import { Listing } from '../listings/listing.entity.js';
import { User } from '../users/user.entity.js';

const ActivitySchema = defineEntity({
  name: 'Activity',
  tableName: 'activities',
  properties: {
    id: idColumn(),
    contact: () => p.manyToOne(Contact).ref(),
    action: p.text(),
    objectClass: p.text(),
    /** A reference; exactly one of `listing` and `objectSa` is set. */
    listing: () => p.manyToOne(Listing).ref().nullable().deleteRule('no action'),
    /** A stand-alone object, kept as sent. */
    objectSa: p.type(JsonTextColumn).nullable(),
    isVisible: p.boolean().default(true),
    createdBy: () => p.manyToOne(User).ref().nullable(),
    description: p.text().nullable(),
    ...recordTimes(),
  },
  checks: [{ name: 'activities_one_object', expression: 'num_nonnulls(listing_id, object_sa) = 1' }],
  indexes: [
    {
      name: 'activities_contact',
      properties: ['contact', 'id'],
      include: ['isVisible', 'deletedAt', 'action', 'createdAt'],
    },
    { name: 'activities_listing', properties: ['listing'], where: 'listing_id is not null' },
    { name: 'activities_created_by', properties: ['createdBy'], where: 'created_by_id is not null' },
  ],
});

/** Something a contact did, on the timeline of that contact. */
export class Activity extends ActivitySchema.class {}
ActivitySchema.setClass(Activity);
