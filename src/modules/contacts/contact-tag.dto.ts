import { ApiSchema } from '@nestjs/swagger';
import { IsInt, MaxLength, Min } from 'class-validator';
import { MAX_TEXT } from './attribute-input.dto.js';
import type { TagRow } from './contact-list.repository.js';

/** A tag that contacts have. */
@ApiSchema({ name: 'ContactTag' })
export class ContactTagDto {
  /** The tag in lower case, by which its spellings are counted together */
  @MaxLength(2 * MAX_TEXT)
  tag!: string;

  /** The tag as most attributes spell it */
  @MaxLength(MAX_TEXT)
  text!: string;

  /** How many contacts have it */
  @IsInt()
  @Min(1)
  count!: number;
}

export const toContactTagDto = ({ tag, text, count }: TagRow & { tag: string }): ContactTagDto => ({
  tag,
  text,
  count,
});
