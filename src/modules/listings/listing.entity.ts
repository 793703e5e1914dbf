import { defineEntity, p } from '@mikro-orm/core';
import { epoch, idColumn, recordTimes } from '../../database/columns.js';
import { Brand } from '../brands/brand.entity.js';

/** The ORM would also let a double be a string. */
const amount = () => p.double().$type<number>().nullable();

const word = () => p.text().nullable();

/** What searches go by. */
const INDEXES = {
  listings_location: 'using gist (point(longitude, latitude))',
  listings_created: '(brand_id, created_at, id)',
  listings_updated: '(brand_id, updated_at, id)',
  listings_price: '(brand_id, price, id)',
  listings_price_down: '(brand_id, price desc nulls last, id desc)',
  listings_status: '(brand_id, lower(status), price)',
  listings_postal_code: '(brand_id, lower(postal_code), price)',
  listings_county: '(brand_id, lower(county))',
  listings_subdivision: '(brand_id, lower(subdivision))',
  listings_mls_area: '(brand_id, lower(mls_area))',
};

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
    status: word(),
    listingType: word(),
    address: p.json<Record<string, unknown>>().columnType('json').nullable(),
    longitude: amount(),
    latitude: amount(),
    bedrooms: amount(),
    bathrooms: amount(),
    squareMeters: amount(),
    yearBuilt: p.integer().nullable(),
    coverImageUrl: word(),
    url: word(),
    propertySubtype: word(),
    lotSquareMeters: amount(),
    parkingSpaces: p.integer().nullable(),
    architecturalStyles: p.array().columnType('text[]').nullable(),
    mlsArea: word(),
    county: word(),
    subdivision: word(),
    postalCode: word(),
    schoolDistrict: word(),
    elementarySchool: word(),
    middleSchool: word(),
    highSchool: word(),
    listAgent: word(),
    listOffice: word(),
    sellingAgent: word(),
    sellingOffice: word(),
    pool: p.boolean().nullable(),
    openHouseAt: epoch().nullable(),
    soldDate: epoch().nullable(),
    /** When the board says that it last changed. */
    modifiedAt: epoch().nullable(),
    ...recordTimes(),
  },
  uniques: [
    {
      name: 'listings_of_tenant',
      expression:
        'create unique index listings_of_tenant on listings (brand_id, lower(mls_number), lower(mls))',
    },
  ],
  indexes: Object.entries(INDEXES).map(([name, on]) => ({
    name,
    expression: `create index ${name} on listings ${on}`,
  })),
});

/** A property offered on a board (MLS), known there by its number. A tenant has its own, whatever others have. */
export class Listing extends ListingSchema.class {}
ListingSchema.setClass(Listing);
