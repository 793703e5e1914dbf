import {
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ownRule } from '../../http/body/sentences.js';
import { Words } from '../saved-searches/criterion.js';
import { IsBoardText } from './board-text.js';
import { areaIn, dayOf, momentOf } from './reso-values.js';

const IsDay = (): PropertyDecorator =>
  ownRule({
    name: 'isDay',
    sentence: () => 'must be a date such as 2026-05-15',
    isMet: (value) => typeof value === 'string' && dayOf(value) !== undefined,
  });

const IsMoment = (): PropertyDecorator =>
  ownRule({
    name: 'isMoment',
    sentence: () => 'must be a time of ISO 8601 such as 2026-05-15T19:11:19Z',
    isMet: (value) => typeof value === 'string' && momentOf(value) !== undefined,
  });

const IsUnitOfArea = (): PropertyDecorator =>
  ownRule({
    name: 'isUnitOfArea',
    sentence: () => 'must be Square Feet, Square Meters or Acres',
    isMet: (value) => typeof value === 'string' && areaIn(value) !== undefined,
  });

/** What can be known or not. */
const May =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const rule of [IsOptional(), ...rules]) rule(target, key);
  };

const Text = (length = 255): PropertyDecorator => May(IsString(), MaxLength(length));
const Quantity = (most: number, least = 0): PropertyDecorator => May(IsNumber(), Min(least), Max(most));

/**
 * The fields of a row of `Property` (RESO Data Dictionary) that listings are made of, under the names that they have
 * there. Numbers are numbers, and what is not known is `null` or left out.
 */
export class ResoPropertyDto {
  @IsString() @IsBoardText() OriginatingSystemName!: string;
  @IsString() @IsBoardText() ListingId!: string;
  @May(IsMoment()) ModificationTimestamp?: string | null;

  @Quantity(1e15) ListPrice?: number | null;
  @Text(64) StandardStatus?: string | null;
  @Text(64) MlsStatus?: string | null;
  @May(IsDay()) CloseDate?: string | null;
  @Text(64) PropertyType?: string | null;
  @Text() PropertySubType?: string | null;

  @Quantity(10_000) BedroomsTotal?: number | null;
  @Quantity(10_000) BathroomsTotalInteger?: number | null;
  @Quantity(10_000) BathroomsTotalDecimal?: number | null;
  @Quantity(1e9) LivingArea?: number | null;
  @May(IsUnitOfArea()) LivingAreaUnits?: string | null;
  @Quantity(1e9) LotSizeArea?: number | null;
  @May(IsUnitOfArea()) LotSizeUnits?: string | null;
  @Quantity(1e12) LotSizeSquareFeet?: number | null;
  @May(IsInt(), Min(0), Max(9999)) YearBuilt?: number | null;
  @Quantity(10_000) ParkingTotal?: number | null;
  @May(Words()) ArchitecturalStyle?: string[] | null;
  @May(IsBoolean()) PoolPrivateYN?: boolean | null;

  @Text() UnparsedAddress?: string | null;
  @Text() StreetNumber?: string | null;
  @Text() StreetName?: string | null;
  @Text() StreetSuffix?: string | null;
  @Text() UnitNumber?: string | null;
  @Text() City?: string | null;
  @Text() StateOrProvince?: string | null;
  @Text(64) PostalCode?: string | null;
  @Text() Country?: string | null;
  @Text() CountyOrParish?: string | null;
  @Text() SubdivisionName?: string | null;
  @Text() MLSAreaMajor?: string | null;
  @Quantity(180, -180) Longitude?: number | null;
  @Quantity(90, -90) Latitude?: number | null;

  @Text() HighSchoolDistrict?: string | null;
  @Text() ElementarySchool?: string | null;
  @Text() MiddleOrJuniorSchool?: string | null;
  @Text() HighSchool?: string | null;
  @Text() ListAgentMlsId?: string | null;
  @Text() ListOfficeMlsId?: string | null;
  @Text() BuyerAgentMlsId?: string | null;
  @Text() BuyerOfficeMlsId?: string | null;

  /** The first of them with a usable `MediaURL` is the picture. */
  @May(IsArray()) Media?: unknown[] | null;
}
