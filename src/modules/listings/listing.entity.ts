import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';

/** The ORM would also let a double be a string. */
const amount = () => p.double().$type<number>().nullable();

const ListingSchema = defineEntity({
  name: 'Listing',
  tableName: 'listings',
  properties: {
    id: idColumn(),
    /** The tenant: the root brand of whoever put it. */
    brand: () => p.manyToOne(Brand).ref(),
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
  uniques: [
    {
      name: 'listings_of_tenant',
      expression:
        'create unique index listings_of_tenant on listings (brand_id, lower(mls_number), lower(mls))',
    },
  ],
});

/** A property offered on a board (MLS), known there by its number. A tenant has its own, whatever others have. */
export class Listing extends ListingSchema.class {}
ListingSchema.setClass(Listing);
