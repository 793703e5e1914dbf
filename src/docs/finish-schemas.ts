import { type Document, routesOf, type Schema, schemasOf } from './openapi-types.js';
import { unwrapped } from './unwrap.js';

const UUID_LENGTH = 36;
/** Of a string or number; on an array, the plugin means them for its items. */
const ITEM_LIMITS = ['minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'] as const;

/** Completes every schema of `document`, in place. */
export function finishSchemas(document: Document): void {
  for (const { schema } of schemasOf(document)) finishSchema(schema);
  for (const { operation } of routesOf(document)) {
    for (const { schema } of operation.parameters ?? []) limitUuid(schema);
  }
}

function finishSchema(schema: Schema): void {
  if (schema.nullable === false) delete schema.nullable;
  if (schema.description) schema.description = unwrapped(schema.description);
  if (schema.type === 'array') moveLimitsToItems(schema);
  nameUuid(schema);
  limitUuid(schema);
  allowNull(schema);
}

function moveLimitsToItems(schema: Schema): void {
  const { items } = schema;
  if (!items || items.$ref) return;
  for (const limit of ITEM_LIMITS) {
    if (schema[limit] === undefined) continue;
    Object.assign(items, { [limit]: schema[limit] });
    delete schema[limit];
  }
}

/** A comment that says `; uuid` or `; uuids` names the format. */
function nameUuid(schema: Schema): void {
  if (!/; uuids?\b/.test(schema.description ?? '')) return;
  const named = schema.type === 'array' ? schema.items : schema;
  if (named?.type === 'string') named.format ??= 'uuid';
}

function limitUuid(schema: Schema): void {
  if (schema.format !== 'uuid') return;
  schema.minLength = UUID_LENGTH;
  schema.maxLength = UUID_LENGTH;
}

/** What `null` is among other schemas; 3.0 has no type of its own for it. */
const NULL: Schema = { type: 'object', nullable: true, enum: [null] };

/** `nullable` without a `type` allows no null: one of the parts has to. */
function allowNull(schema: Schema): void {
  const parts = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (!schema.nullable || !parts) return;
  for (const key of ['nullable', 'type', 'allOf', 'oneOf'] as const) delete schema[key];
  schema.anyOf = [...parts, structuredClone(NULL)];
}
