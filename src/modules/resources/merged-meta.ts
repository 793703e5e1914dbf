import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_NODES, metaChecks } from '../../database/columns.js';
import { violates } from '../../database/database-errors.js';
import { ValidationFailed } from '../../http/errors/errors.js';

/**
 * SQL for the `meta` of a row `t` with the members of the JSON object `parameter` merged in: a null removes, a known
 * name keeps its place, a new one goes last. Values are carried over as text. Because it reads the row that is being
 * updated, two merges at the same moment both take effect.
 */
export const mergedMeta = (parameter: string): string => `(
  select ('{' || coalesce(string_agg(to_json(member.name)::text || ':' || member.value, ',' order by member.place), '') || '}')::json
  from (
    select name, min(place) as place,
           (array_agg(value order by place desc))[1] as value, bool_or(removed) as removed
    from (
      select name, value::text as value, place, false as removed
      from json_each(coalesce(t.meta, '{}')) with ordinality as kept(name, value, place)
      union all
      select name, value::text, 1000000 + place, json_typeof(value) = 'null'
      from json_each(${parameter}::json) with ordinality as sent(name, value, place)
    ) as either
    group by name
  ) as member
  where not member.removed
)`;

/** The error for a merge that made `meta` larger than it may be; any other error as it is. */
export function overfullMeta(error: unknown, table: string): unknown {
  const [size, nodes] = metaChecks(table).map(({ name }) => violates(error, name));
  if (size) return ValidationFailed.at('meta', `would become larger than ${MAX_DOCUMENT_BYTES} bytes`);
  if (nodes) return ValidationFailed.at('meta', `would have more than ${MAX_DOCUMENT_NODES} values`);
  return error;
}
