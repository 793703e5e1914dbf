import { ApiProperty, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
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
import { Nested } from '../../http/body/validation.js';
import { ClosedRing, DEFAULT_CURRENCY, HasCorners } from './criterion.js';
import { proposedTitle } from './proposed-title.js';
import { type Frequency, FREQUENCIES } from './saved-search.entity.js';
import type { SavedSearchRow } from './saved-search.repository.js';
import { CRITERIA, MAX_POINTS, type PointDto, PointInput, SearchCriteria } from './search-criteria.dto.js';

/** What saved searches can be ordered by; the first is the default. */
export const SAVED_SEARCH_ORDERS = ['created_at', 'updated_at', 'title'] as const;

/**
 * A criterion that is `null` or left out does not matter to the search. All criteria together have at most 64 KiB of
 * JSON.
 */
@ApiSchema({ name: 'CreateSavedSearch' })
export class CreateSavedSearchDto extends PartialType(OmitType(SearchCriteria, ['points'] as const)) {
  /**
   * What the search is called
   * @example Portal Search
   */
  @IsString()
  @Length(1, 255)
  title!: string;

  @ApiProperty({
    type: [PointInput],
    nullable: true,
    required: false,
    minItems: 4,
    maxItems: MAX_POINTS,
    description:
      'The outline of the area to search in: a closed ring of at least three corners, the last point equal to the first',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(4)
  @ArrayMaxSize(MAX_POINTS)
  @ClosedRing()
  @HasCorners()
  @Nested(() => PointInput, { each: true })
  points?: PointInput[] | null;
}

@ApiSchema({ name: 'LinkContact' })
export class LinkContactDto {
  @ApiProperty({
    type: 'string',
    enum: FREQUENCIES,
    nullable: true,
    required: false,
    description: 'How often the contact hears of new matches; null or left out: nothing was agreed',
  })
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

  /** What it is called */
  @MaxLength(255)
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
}

/** Of all criteria together, as JSON; of a point, longitude and latitude count. */
const MAX_CRITERIA_BYTES = 64 * 1024;

/**
 * The criteria that were set, as they are stored.
 * @throws {ValidationFailed}
 */
export function toCriteria(input: CreateSavedSearchDto): Record<string, unknown> {
  const { points, title: _, ...others } = input;
  const counted = { ...others, points: points?.map(({ longitude, latitude }) => ({ longitude, latitude })) };
  if (jsonBytes(counted) > MAX_CRITERIA_BYTES) {
    throw ValidationFailed.at('', `The criteria have more than ${MAX_CRITERIA_BYTES} bytes of JSON`);
  }
  const located = points?.map(({ longitude, latitude }) => ({ longitude, latitude, type: 'location' }));
  const given: Record<string, unknown> = { ...others, points: located };
  return Object.fromEntries(
    CRITERIA.filter((name) => given[name] != null).map((name) => [name, given[name]]),
  );
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
  const dto = { ...BLANK, id, title, created_at: createdAt, updated_at: updatedAt } as SavedSearchDto &
    Record<string, unknown>;
  for (const name of CRITERIA) if (name in criteria) dto[name] = criteria[name] as never;
  dto.points &&= dto.points.map(inOrder);
  dto.proposed_title = proposedTitle(criteria);
  return dto;
}

/** The database keeps the members of an object in an order of its own. */
const inOrder = ({ longitude, latitude, type }: PointDto): PointDto => ({ longitude, latitude, type });
