import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, recordTimes } from '../../database/columns.js';

const ListingSchema = defineEntity({
  name: 'Listing',
  tableName: 'listings',
  properties: {
    id: idColumn(),
    mls: p.text(),
    mlsNumber: p.text(),
    price: p.double().nullable(),
    status: p.text().nullable(),
    listingType: p.text().nullable(),
    address: p.json<Record<string, unknown>>().columnType('json').nullable(),
    longitude: p.double().nullable(),
    latitude: p.double().nullable(),
    bedrooms: p.double().nullable(),
    bathrooms: p.double().nullable(),
    squareMeters: p.double().nullable(),
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
