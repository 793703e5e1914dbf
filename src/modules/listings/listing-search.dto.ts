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

  /** How many listings to skip */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  start?: number = 0;

  /** How many listings to answer with at most */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 10;

  /** What to order by; a leading `-` reverses. Listings without a price come last in both directions */
  @IsOptional()
  @IsIn(ORDERS)
  order?: string = '-created_at';
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
