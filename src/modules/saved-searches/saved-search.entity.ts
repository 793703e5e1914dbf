import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';
import { Contact } from '../contacts/contact.entity.js';
import { User } from '../users/user.entity.js';

const SavedSearchSchema = defineEntity({
  name: 'SavedSearch',
  tableName: 'saved_searches',
  properties: {
    id: idColumn(),
    brand: () => p.manyToOne(Brand).ref(),
    /** `null`: its criteria say what it is called. */
    title: p.text().nullable(),
    /** The fields that were set, under their public names; an absent one is `null` outside. */
    criteria: p.json<Record<string, unknown>>(),
    /** How long its criteria are as JSON. */
    answerBytes: p.integer().generated('(answer_bytes(criteria)) stored').nullable().lazy(),
    createdBy: () => p.manyToOne(User).ref().nullable(),
    ...recordTimes(),
  },
  indexes: [
    { name: 'saved_searches_brand', properties: ['brand', 'id'] },
    { name: 'saved_searches_created_by', properties: ['createdBy'] },
  ],
});

/** What a contact looks for, kept in the brand. */
export class SavedSearch extends SavedSearchSchema.class {}
SavedSearchSchema.setClass(SavedSearch);

/** How often a contact may hear of new matches. */
export const FREQUENCIES = ['never', 'real_time', 'daily', 'weekly', 'monthly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const SavedSearchContactSchema = defineEntity({
  name: 'SavedSearchContact',
  tableName: 'saved_search_contacts',
  properties: {
    contact: () => p.manyToOne(Contact).ref().primary(),
    savedSearch: () => p.manyToOne(SavedSearch).ref().primary(),
    /** How often the contact hears of new matches; `null`: nothing was agreed. */
    frequency: p.text().$type<Frequency>().nullable(),
    createdAt: epoch().defaultRaw('now()'),
  },
  indexes: [{ name: 'saved_search_contacts_saved_search', properties: ['savedSearch'] }],
});

export class SavedSearchContact extends SavedSearchContactSchema.class {}
SavedSearchContactSchema.setClass(SavedSearchContact);
