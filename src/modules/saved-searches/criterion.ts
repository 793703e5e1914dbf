import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import { ownRule } from '../../http/body/sentences.js';

/** Above every price and every area, and still exact as a double. */
const MAX_AMOUNT = 1e15;
const MAX_COUNT = 10_000;
const MAX_WORDS = 100;
const MAX_WORD = 255;

export const DEFAULT_CURRENCY = 'USD';
const CURRENCIES = Intl.supportedValuesOf('currency');

/** A price or a measure, fractions allowed. */
export const Amount = (maximum = MAX_AMOUNT): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'number', nullable: true, minimum: 0, maximum }),
    Max(maximum),
    Min(0),
    IsNumber(),
  );

/** A whole number. */
export const Count = (maximum = MAX_COUNT): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum }),
    Max(maximum),
    Min(0),
    IsInt(),
  );

/** Any of several words. */
export const Words = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      nullable: true,
      maxItems: MAX_WORDS,
      items: { type: 'string', minLength: 1, maxLength: MAX_WORD },
    }),
    Length(1, MAX_WORD, { each: true }),
    IsString({ each: true }),
    ArrayMaxSize(MAX_WORDS),
    IsArray(),
  );

export const Flag = ({ nullable = true } = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'boolean', ...(nullable && { nullable }) }), IsBoolean());

/** The list of currencies grows with the platform, so the documentation gives their form only. */
export const Currency = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', pattern: '^[A-Z]{3}$', maxLength: 3 }),
    IsIn(CURRENCIES, { message: 'must be a currency code of ISO 4217' }),
  );

/** The upper end of a range whose lower end is `minimum`; either may be open. */
export const NotBelow = (minimum: string): PropertyDecorator =>
  ownRule({
    name: 'notBelow',
    args: [minimum],
    sentence: (least: string) => `must not be less than ${least}`,
    isMet: (value, { [minimum]: least }) =>
      typeof value !== 'number' || typeof least !== 'number' || value >= least,
  });

/** The last point is the first one again. */
export const ClosedRing = (): PropertyDecorator =>
  ownRule({
    name: 'closedRing',
    sentence: () => 'must end with the point it begins with',
    isMet: (points) => !Array.isArray(points) || placeOf(points.at(0)) === placeOf(points.at(-1)),
  });

const MIN_CORNERS = 3;

/** Fewer corners enclose nothing. */
export const HasCorners = (): PropertyDecorator =>
  ownRule({
    name: 'hasCorners',
    sentence: () => `must have at least ${MIN_CORNERS} different points`,
    isMet: (points) =>
      !Array.isArray(points) || new Set(points.map((point: unknown) => placeOf(point))).size >= MIN_CORNERS,
  });

function placeOf(point: unknown): string {
  const { longitude, latitude } = (point ?? {}) as { longitude?: unknown; latitude?: unknown };
  return JSON.stringify([longitude, latitude]);
}
