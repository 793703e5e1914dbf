import { Html, html, inlineMarkdown } from './html.js';
import { nameOf, referenceOf, type Schema } from './openapi-types.js';

/** `PortalDto` is shown as `Portal`. */
export const titleOf = (name: string): string => name.replace(/Dto$/, '');

export const anchorOf = (name: string): string => `type-${titleOf(name)}`;

/** What a value is, in a word or two; types of our own are links to their attributes. */
export function typeOf(schema: Schema): Html {
  const reference = referenceOf(schema);
  const parts = schema.anyOf ?? schema.oneOf ?? [];
  const nullable = schema.nullable === true || parts.some(({ enum: values }) => values?.includes(null));
  return html`${reference ? link(nameOf(reference)) : spelledOut(schema, parts)}${nullable && ' or null'}`;
}

const link = (name: string): Html => html`<a href="#${anchorOf(name)}">${titleOf(name)}</a>`;

function spelledOut(schema: Schema, parts: readonly Schema[]): Html {
  if (parts.length > 0) {
    const types = parts.filter(({ enum: values }) => !values).map(typeOf);
    return html`${types.map((type, index) => (index === 0 ? type : html` or ${type}`))}`;
  }
  if (schema.type === 'array' && schema.items) return html`${typeOf(schema.items)}[]`;
  return html`${schema.format === 'uuid' ? 'uuid' : (schema.type ?? 'any')}`;
}

/** What a value has to keep to, in words. */
export function limitsOf(schema: Schema): string {
  const values = schema.enum ?? schema.items?.enum;
  return [
    values?.every((value) => value !== null) &&
      `one of ${values.map((value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``).join(', ')}`,
    schema.format !== 'uuid' && !schema.enum && range(schema.minLength, schema.maxLength, 'characters'),
    range(schema.minItems, schema.maxItems, 'items'),
    range(schema.minimum, schema.maximum, ''),
    schema.default !== undefined && `default \`${JSON.stringify(schema.default)}\``,
  ]
    .filter(Boolean)
    .join('; ');
}

function range(lowest: number | undefined, highest: number | undefined, unit: string): string | false {
  if (highest === undefined)
    return lowest !== undefined && lowest !== 0 && `at least ${lowest} ${unit}`.trim();
  const count = highest.toLocaleString('en-US');
  return (
    lowest ? `${lowest.toLocaleString('en-US')} to ${count} ${unit}` : `at most ${count} ${unit}`
  ).trim();
}

/** The properties of an object. What may be left out of a request is marked; an answer is shown by its example. */
export function attributes({ properties = {}, required = [] }: Schema): Html {
  const rows = Object.entries(properties).map(
    ([name, schema]) =>
      html`<tr>
        <th scope="row">
          <code>${name}</code>${!required.includes(name) && html` <span class="optional">optional</span>`}
        </th>
        <td class="type">${typeOf(schema)}</td>
        <td>${inlineMarkdown(schema.description)}${limits(schema)}</td>
      </tr> `,
  );
  return html`<table class="attributes">
    <thead>
      <tr>
        <th scope="col">Attribute</th>
        <th scope="col">Type</th>
        <th scope="col">Description</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table> `;
}

export function limits(schema: Schema): Html | undefined {
  const text = limitsOf(schema);
  return text === '' ? undefined : html` <span class="limits">${inlineMarkdown(text)}</span>`;
}
