import { ApiQuery } from '@nestjs/swagger';
import type { Request } from 'express';
import { ValidationFailed } from '../../http/errors/errors.js';
import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { fromRequest } from '../../http/parameters/from-request.js';
import { uuid } from '../../http/parameters/path.js';
import { documentedEpoch, epochOf, flag, single, text, together } from '../../http/parameters/query.js';
import { ATTRIBUTE_TYPE_NAMES, isAttributeType } from './attribute-types.js';
import type { ContactFilter } from './contact-list.repository.js';
import { canBeSearched } from './contact-search.js';

const Q = { minLength: 1, maxLength: 100 } as const;
const TAG = { minLength: 1, maxLength: 10_000 } as const;

/** Injects a {@link ContactFilter}. */
export const ContactsAsked = (): ParameterDecorator =>
  fromRequest(
    ({ query }) => contactFilter(query),
    ApiQuery({
      name: 'q',
      required: false,
      description:
        'What to look for in names, e-mail addresses and phone numbers, whatever the case. Of several words all have to be found. Fragments of three characters and more are found anywhere; shorter ones at the beginnings of words. Phone numbers are found however their digits are set, as in `555-0123`.',
      schema: { type: 'string', ...Q, example: 'dana' },
    }),
    ApiQuery({
      name: 'tag',
      required: false,
      description: 'Only those that have this tag, whatever its case',
      schema: { type: 'string', ...TAG, example: 'Buyer' },
    }),
    ApiQuery({
      name: 'attribute_type',
      required: false,
      description: 'Only those of whom such an attribute is known',
      schema: { type: 'string', enum: ATTRIBUTE_TYPE_NAMES, example: 'email' },
    }),
    ApiQuery({
      name: 'after',
      required: false,
      description:
        'Only those that were created after this contact, which may have been deleted meanwhile: the last one of the page before. Goes with the default order',
      schema: { type: 'string', format: 'uuid', example: EXAMPLE_IDS.contact },
    }),
    documentedEpoch('updated_since', 'Only those that changed then or later'),
    ApiQuery({
      name: 'deleted',
      type: Boolean,
      required: false,
      description:
        'Whether deleted ones are listed too: their ids and times, all else is null. Goes without `q`, `tag` and `attribute_type`',
    }),
  );

/** @throws {ValidationFailed} */
function contactFilter(query: Request['query']): ContactFilter {
  return together({
    q: () => searchedText(query),
    tag: () => text(single(query, 'tag'), 'tag', TAG)?.trim(),
    attributeType: () => attributeType(query),
    updatedSince: () => epochOf(query, 'updated_since'),
    deleted: () => withDeleted(query),
    after: () => after(query),
  });
}

function searchedText(query: Request['query']): string | undefined {
  const q = text(single(query, 'q'), 'q', Q);
  if (q === undefined || canBeSearched(q)) return q;
  throw ValidationFailed.at('q', 'must have a letter or a digit in it');
}

function attributeType(query: Request['query']): string | undefined {
  const type = single(query, 'attribute_type');
  if (type === undefined || isAttributeType(type)) return type;
  throw ValidationFailed.at('attribute_type', `must be one of ${ATTRIBUTE_TYPE_NAMES.join(', ')}`);
}

/** Of what is deleted nothing is told, nor what it could be found by. */
function withDeleted(query: Request['query']): boolean {
  const deleted = flag(single(query, 'deleted') ?? 'false', 'deleted');
  const beside = ['q', 'tag', 'attribute_type'].find((name) => query[name] !== undefined);
  if (!deleted || beside === undefined) return deleted;
  throw ValidationFailed.at('deleted', `must be left out beside ${beside}`);
}

function after(query: Request['query']): string | undefined {
  const id = single(query, 'after');
  if (id === undefined) return undefined;
  if ((query['order'] ?? 'created_at') === 'created_at') return uuid(id, 'after');
  throw ValidationFailed.at('after', 'must be left out beside another order than created_at');
}
