import { Html, html, inlineMarkdown } from './html.ts';
import { isNull, isNullable, nameOf, referenceOf, type Schema } from './openapi.ts';

/** The element to which a link to a type leads. */
export const anchorOf = (name: string): string => `type-${titleOf(name)}`;

/** `PortalDto` is shown as `Portal`. */
export const titleOf = (name: string): string => name.replace(/Dto$/, '');

/** What a value is, in a word or two; types of our own are links to their attributes. */
export function typeOf(schema: Schema): Html {
  const reference = referenceOf(schema);
  const type = reference ? link(nameOf(reference)) : spelledOut(schema);
  return html`${type}${isNullable(schema) && ' or null'}`;
}

const link = (name: string): Html => html`<a href="#${anchorOf(name)}">${titleOf(name)}</a>`;

function spelledOut(schema: Schema): Html {
  const parts = (schema.anyOf ?? schema.oneOf ?? []).filter((part) => !isNull(part));
  if (parts.length > 0) return joined(parts.map(typeOf));
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  return joined((types.length > 0 ? types : ['any']).map((type) => ofType(type, schema)));
}

function ofType(type: string, { items, format }: Schema): Html {
  if (type === 'array' && items) return html`${typeOf(items)}[]`;
  return html`${type === 'string' && format === 'uuid' ? 'uuid' : type}`;
}

const joined = (types: readonly Html[]): Html =>
  html`${types.map((type, index) => (index === 0 ? type : html` or ${type}`))}`;

/** What a value has to keep to, in words. */
export function limits(schema: Schema): Html | undefined {
  const values =
    schema.enum ?? schema.items?.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const words = [
    values && !isNull(schema) && oneOf(values.filter((value) => value !== null)),
    schema.format !== 'uuid' && !values && range(schema.minLength, schema.maxLength, 'characters'),
    range(schema.minItems, schema.maxItems, 'items'),
    range(schema.minimum, schema.maximum, ''),
    schema.default !== undefined && `default ${code(schema.default)}`,
  ].filter(Boolean);
  return words.length === 0
    ? undefined
    : html` <span class="limits">${inlineMarkdown(words.join('; '))}</span>`;
}

const oneOf = (values: readonly unknown[]): string =>
  (values.length > 1 ? 'one of ' : 'always ') + values.map(code).join(', ');

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

function range(lowest: number | undefined, highest: number | undefined, unit: string): string | false {
  const least = lowest ? lowest.toLocaleString('en-US') : undefined;
  if (highest === undefined) return least !== undefined && `at least ${least} ${unit}`.trim();
  const most = highest.toLocaleString('en-US');
  if (least === most) return `exactly ${most} ${unit}`.trim();
  return (least === undefined ? `at most ${most} ${unit}` : `${least} to ${most} ${unit}`).trim();
}

/** The properties of an object. What may be left out is marked. */
export function attributes({ properties = {}, required = [] }: Schema): Html | undefined {
  const rows = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    mark: !required.includes(name) && html` <span class="optional">optional</span>`,
    description: schema.description,
  }));
  return rows.length === 0 ? undefined : valueTable('attributes', 'Attribute', rows);
}

interface Row {
  name: string;
  schema: Schema;
  mark: Html | false;
  description?: string | undefined;
  more?: Html | false;
}

/** A line for each value: what it is called, what type it has, what it means. */
export function valueTable(kind: string, heading: string, rows: readonly Row[]): Html {
  const lines = rows.map(
    ({ name, schema, mark, description, more }) =>
      html`<tr>
        <th scope="row"><code>${name}</code>${mark}</th>
        <td class="type">${typeOf(schema)}</td>
        <td>${inlineMarkdown(description)}${limits(schema)}${more}</td>
      </tr> `,
  );
  return html`<table class="values ${kind}">
    <thead>
      <tr>
        <th scope="col">${heading}</th>
        <th scope="col">Type</th>
        <th scope="col">Description</th>
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table> `;
}
