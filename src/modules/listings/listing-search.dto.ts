import { ApiSchema } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Paging } from '../../http/parameters/paging.js';
import { CriteriaDto, Outline } from '../saved-searches/saved-search.dto.js';
import type { PointInput } from '../saved-searches/search-criteria.dto.js';

const FIELDS = ['created_at', 'updated_at', 'price'] as const;

/** What listings found can be ordered by; the first is the default. */
export const FOUND_ORDERS = ['-created_at', 'updated_at', 'price'] as const;

const ORDERS = FIELDS.flatMap((field) => [field, `-${field}`]);

/** The criteria of a saved search, and which part of what they match is asked for. */
@ApiSchema({ name: 'SearchListings' })
export class SearchListingsDto extends CriteriaDto {
  @Outline()
  points?: PointInput[] | null;

  /** How many listings to skip; 0 where it is left out */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  start?: number;

  /** How many listings to answer with at most; 10 where it is left out */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  /** What to order by, newest first where it is left out; a leading `-` reverses. Listings without a price come last in both directions */
  @IsOptional()
  @IsIn(ORDERS)
  order?: string;
}

export function toPaging({ start, limit, order }: SearchListingsDto): Paging {
  const asked = order ?? FOUND_ORDERS[0];
  const descending = asked.startsWith('-');
  return {
    start: start ?? 0,
    limit: limit ?? 10,
    order: { field: descending ? asked.slice(1) : asked, descending },
  };
}
