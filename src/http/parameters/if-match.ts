import { ApiHeader } from '@nestjs/swagger';
import { tagsIn } from '../response/entity-tag.js';
import { fromRequest } from './from-request.js';

const HEADER = { type: 'string', maxLength: 255 } as const;

/** The tags of an `If-Match`; `null` where any will do. Weak tags never match strongly, and are left out. */
export type ExpectedTags = readonly string[] | null;

/** Injects {@link ExpectedTags}. */
export const IfMatch = (): ParameterDecorator =>
  fromRequest(
    ({ headers: { 'if-match': header } }): ExpectedTags =>
      header === undefined || header.trim() === '*'
        ? null
        : tagsIn(header).filter((tag) => !tag.startsWith('W/')),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'An `ETag`: changes nothing and answers 412 unless that is the version',
      schema: HEADER,
    }),
  );
