import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
} from 'class-validator';
import { DeletedAt, EntityType, Epoch } from '../../http/openapi/fields.js';
import { jsonBytes } from '../../http/body/json-bytes.js';
import { ValidationFailed } from '../../http/errors/errors.js';
import type { AskedAssociations } from '../../http/parameters/associations.js';
import { Nested } from '../../http/body/validation.js';
import { ClosedRing, DEFAULT_CURRENCY, HasCorners } from './criterion.js';
import { proposedTitle } from './proposed-title.js';
import { type Frequency, FREQUENCIES } from './saved-search.entity.js';
import type { ContactSearchRow, SavedSearchRow } from './saved-search.repository.js';
import { CRITERIA, MAX_POINTS, type PointDto, PointInput, SearchCriteria } from './search-criteria.dto.js';

/** What saved searches can be ordered by; the first is the default. */
export const SAVED_SEARCH_ORDERS = ['created_at', 'updated_at', 'title'] as const;

/** The outline of an area. A class that has it among its criteria declares it: what is nested is known by class. */
export const Outline = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: [PointInput],
      nullable: true,
      required: false,
      minItems: 4,
      maxItems: MAX_POINTS,
      description:
        'The outline of the area to search in: a closed ring of at least three corners, the last point equal to the first',
    }),
    IsOptional(),
    IsArray(),
    ArrayMinSize(4),
    ArrayMaxSize(MAX_POINTS),
    ClosedRing(),
    HasCorners(),
    Nested(() => PointInput, { each: true }),
  );

/**
 * A criterion that is `null` or left out does not matter to the search. All criteria together have at most 64 KiB of
 * JSON.
 */
export class CriteriaDto extends PartialType(OmitType(SearchCriteria, ['points'] as const)) {}

@ApiSchema({ name: 'CreateSavedSearch' })
export class CreateSavedSearchDto extends CriteriaDto {
  /**
   * What the search is called; without one, its `proposed_title`
   * @example Portal Search
   */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  title?: string | null;

  @Outline()
  points?: PointInput[] | null;
}

const FREQUENCY = {
  type: 'string',
  enum: FREQUENCIES,
  nullable: true,
  required: false,
  description: 'How often the contact hears of new matches; null or left out: nothing was agreed',
} satisfies ApiPropertyOptions;

/** A search as a visitor saves it. */
@ApiSchema({ name: 'SaveSearchForContact' })
export class SaveSearchForContactDto extends OmitType(CreateSavedSearchDto, ['points'] as const) {
  @ApiProperty(FREQUENCY)
  @IsOptional()
  @IsIn(FREQUENCIES)
  frequency?: Frequency | null;

  @Outline()
  points?: PointInput[] | null;
}

@ApiSchema({ name: 'LinkContact' })
export class LinkContactDto {
  @ApiProperty(FREQUENCY)
  @IsOptional()
  @IsIn(FREQUENCIES)
  frequency?: Frequency | null;
}

/** What somebody looks for, kept. */
@ApiSchema({ name: 'SavedSearch' })
export class SavedSearchDto extends SearchCriteria {
  @EntityType('saved_search')
  type!: 'saved_search';

  /** Id of the saved search */
  @IsUUID()
  id!: string;

  /** What it is called; the `proposed_title` where nobody has called it anything */
  @MaxLength(65_536)
  title!: string;

  @Epoch('When it was made')
  created_at!: number;

  @Epoch('When it last changed')
  updated_at!: number;

  @DeletedAt()
  deleted_at!: number | null;

  /**
   * A title made from the criteria: the first three of postal codes, statuses, price, interior area (in square feet)
   * and bedrooms. The place of the statuses is empty when there are none.
   */
  @MaxLength(65_536)
  proposed_title!: string;

  @ApiProperty({
    ...FREQUENCY,
    description: 'How often the contact hears of new matches; only where asked for',
  })
  frequency?: Frequency | null;
}

/** What can be asked for beside a contact's search. */
export const CONTACT_SEARCH_ASSOCIATIONS = ['saved_search.frequency'] as const;

type Criteria = CriteriaDto & { points?: PointInput[] | null };

/** Of all criteria together, as JSON; of a point, longitude and latitude count. */
const MAX_CRITERIA_BYTES = 64 * 1024;

/**
 * The criteria that were set, as they are stored.
 * @throws {ValidationFailed}
 */
export function toCriteria(input: Criteria): Record<string, unknown> {
  const { points, ...others } = Object.fromEntries(
    CRITERIA.filter((name) => input[name] != null).map((name) => [name, input[name]]),
  ) as Criteria;
  const counted = { ...others, points: points?.map(({ longitude, latitude }) => ({ longitude, latitude })) };
  if (jsonBytes(counted) > MAX_CRITERIA_BYTES) {
    throw ValidationFailed.at('', `The criteria have more than ${MAX_CRITERIA_BYTES} bytes of JSON`);
  }
  const located = points?.map(({ longitude, latitude }) => ({ longitude, latitude, type: 'location' }));
  return { ...others, ...(located && { points: located }) };
}

/**
 * Every field in the order of the answer; a copy of it keeps that order whatever is set afterwards. It is parsed because
 * V8 serializes copies of what `JSON.parse` makes three times as fast as copies of what `Object.fromEntries` makes.
 */
const BLANK = JSON.parse(
  JSON.stringify({
    type: 'saved_search',
    id: '',
    title: '',
    ...Object.fromEntries(CRITERIA.map((name) => [name, null])),
    currency: DEFAULT_CURRENCY,
    master_bedroom_in_first_floor: false,
    created_at: 0,
    updated_at: 0,
    deleted_at: null,
    proposed_title: '',
  }),
) as Record<keyof SavedSearchDto, unknown>;

/** @param search one that lives */
export function toSavedSearchDto({
  id,
  title,
  criteria,
  createdAt,
  updatedAt,
}: SavedSearchRow): SavedSearchDto {
  const proposed = proposedTitle(criteria);
  const dto = {
    ...BLANK,
    id,
    title: title ?? proposed,
    created_at: createdAt,
    updated_at: updatedAt,
  } as SavedSearchDto & Record<string, unknown>;
  for (const name of CRITERIA) if (name in criteria) dto[name] = criteria[name] as never;
  dto.points &&= dto.points.map(inOrder);
  dto.proposed_title = proposed;
  return dto;
}

/** The database keeps the members of an object in an order of its own. */
const inOrder = ({ longitude, latitude, type }: PointDto): PointDto => ({ longitude, latitude, type });

/** The same beside what was asked for of the contact that has the search. */
export function toContactSearchDto(row: ContactSearchRow, asked: AskedAssociations): SavedSearchDto {
  const dto = toSavedSearchDto(row);
  if (asked.has('saved_search.frequency')) dto.frequency = row.frequency;
  return dto;
}
