import { validated } from '../../http/body/validation.js';
import { columnsOf } from './listing-columns.js';
import { ResoPropertyDto } from './reso-property.dto.js';
import { dayOf, momentOf, pictureOf, squareMeters, statusOf } from './reso-values.js';

/** Class fields exist as soon as they are declared. */
const FIELDS = new Set(Object.keys(new ResoPropertyDto()));

/**
 * A listing, by column, of a row of `Property`. Fields that listings do not have are ignored.
 * @throws {ValidationFailed}
 */
export function listingOf(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const known = isObject
    ? Object.fromEntries(Object.entries(value).filter(([name]) => FIELDS.has(name)))
    : value;
  const row = validated(ResoPropertyDto, known);
  return {
    ...columnsOf({ ...offer(row), ...house(row), ...place(row), ...people(row) }),
    mls: row.OriginatingSystemName,
    mls_number: row.ListingId,
    modified_at: row.ModificationTimestamp ? momentOf(row.ModificationTimestamp) : null,
  };
}

const offer = (row: ResoPropertyDto) => ({
  price: row.ListPrice,
  status: row.StandardStatus ? statusOf(row.StandardStatus, row.PropertyType ?? '') : row.MlsStatus,
  listing_type: row.PropertyType,
  property_subtype: row.PropertySubType,
  sold_date: row.CloseDate ? dayOf(row.CloseDate) : null,
  cover_image_url: pictureOf(row.Media ?? []),
});

const house = (row: ResoPropertyDto) => ({
  bedrooms: row.BedroomsTotal,
  bathrooms: row.BathroomsTotalDecimal ?? row.BathroomsTotalInteger,
  square_meters:
    row.LivingArea == null ? null : squareMeters(row.LivingArea, row.LivingAreaUnits ?? 'Square Feet'),
  lot_square_meters: lot(row),
  // boards write 0 where they do not know
  year_built: row.YearBuilt === 0 ? null : row.YearBuilt,
  parking_spaces: row.ParkingTotal == null ? null : Math.floor(row.ParkingTotal),
  architectural_styles: row.ArchitecturalStyle,
  pool: row.PoolPrivateYN,
});

function lot({ LotSizeSquareFeet, LotSizeArea, LotSizeUnits }: ResoPropertyDto): number | null {
  if (LotSizeSquareFeet != null) return squareMeters(LotSizeSquareFeet, 'Square Feet');
  return LotSizeArea == null ? null : squareMeters(LotSizeArea, LotSizeUnits ?? 'Square Feet');
}

const place = (row: ResoPropertyDto) => ({
  address: addressOf(row),
  location:
    row.Longitude == null || row.Latitude == null
      ? null
      : { longitude: row.Longitude, latitude: row.Latitude },
  postal_code: row.PostalCode,
  county: row.CountyOrParish,
  subdivision: row.SubdivisionName,
  mls_area: row.MLSAreaMajor,
  school_district: row.HighSchoolDistrict,
  elementary_school: row.ElementarySchool,
  middle_school: row.MiddleOrJuniorSchool,
  high_school: row.HighSchool,
});

/** Under the names that an address of a contact has. */
function addressOf(row: ResoPropertyDto): Record<string, unknown> | null {
  const parts = {
    full: row.UnparsedAddress,
    house_num: row.StreetNumber,
    name: row.StreetName,
    suftype: row.StreetSuffix,
    unit: row.UnitNumber,
    city: row.City,
    state: row.StateOrProvince,
    postcode: row.PostalCode,
    country: row.Country,
  };
  const given = Object.entries(parts).filter(([, part]) => part != null && part !== '');
  return given.length === 0 ? null : Object.fromEntries(given);
}

const people = (row: ResoPropertyDto) => ({
  list_agent: row.ListAgentMlsId,
  list_office: row.ListOfficeMlsId,
  selling_agent: row.BuyerAgentMlsId,
  selling_office: row.BuyerOfficeMlsId,
});
