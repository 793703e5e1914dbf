import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, recordTimes } from '../../database/columns.js';

/** The ORM would also let a double be a string. */
const amount = () => p.double().$type<number>().nullable();

const ListingSchema = defineEntity({
  name: 'Listing',
  tableName: 'listings',
  properties: {
    id: idColumn(),
    mls: p.text(),
    mlsNumber: p.text(),
    price: amount(),
    status: p.text().nullable(),
    listingType: p.text().nullable(),
    address: p.json<Record<string, unknown>>().columnType('json').nullable(),
    longitude: amount(),
    latitude: amount(),
    bedrooms: amount(),
    bathrooms: amount(),
    squareMeters: amount(),
    yearBuilt: p.integer().nullable(),
    coverImageUrl: p.text().nullable(),
    url: p.text().nullable(),
    ...recordTimes(),
  },
  uniques: [{ name: 'listings_mls_number', properties: ['mls', 'mlsNumber'] }],
  indexes: [{ name: 'listings_number', properties: ['mlsNumber'] }],
});

/** A property offered on a board (MLS), known there by its number. */
export class Listing extends ListingSchema.class {}
ListingSchema.setClass(Listing);
