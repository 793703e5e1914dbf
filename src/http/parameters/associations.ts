import { ApiQuery } from '@nestjs/swagger';
import type { Request } from 'express';
import { fromRequest } from './from-request.js';

/** The associations a client asked for, in any of the three spellings; unknown ones do no harm. */
export type AskedAssociations = ReadonlySet<string>;

/** Injects {@link AskedAssociations}. @param names those that the answer can have */
export const Associations = (names: readonly [string, ...string[]]): ParameterDecorator =>
  fromRequest(
    ({ query }) => asked(query),
    ApiQuery({
      name: 'associations',
      required: false,
      style: 'form',
      explode: false,
      description:
        'What to answer with as objects, separated by commas; may also be repeated, or spelt `associations[]`',
      schema: {
        type: 'array',
        maxItems: 20,
        items: { type: 'string', enum: [...names] },
        example: [names[0]],
      },
    }),
  );

const NONE: AskedAssociations = new Set();

function asked(query: Request['query']): AskedAssociations {
  const { associations, 'associations[]': bracketed } = query;
  if (associations === undefined && bracketed === undefined) return NONE;
  const values = [associations, bracketed].flat();
  return new Set(
    values.flatMap((value) => (typeof value === 'string' ? value.split(',') : [])).map((name) => name.trim()),
  );
}
