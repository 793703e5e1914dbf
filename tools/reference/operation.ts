import { exchange } from './exchange.ts';
import { Html, html, inlineMarkdown, markdown } from './html.ts';
import {
  type Document,
  exampleOf,
  type Operation,
  type Parameter,
  resolve,
  type Route,
  type Schema,
} from './openapi.ts';
import { credentialOf, exampleUri, JSON_TYPE, parametersIn, schemeOf, uriTemplate } from './request.ts';
import { attributes, typeOf, valueTable } from './schema-words.ts';

/** One operation: what it does on the left, what goes over the wire on the right. */
export function operationRow(document: Document, route: Route): Html {
  const { operation, method } = route;
  return html`<article class="row" id="${operation.operationId}">
    <div class="text">
      <h3><a class="anchor" href="#${operation.operationId}">${operation.summary}</a></h3>
      <p class="uri">${methodBadge(method)}<code>${uriTemplate(route)}</code></p>
      ${access(document, operation)} ${markdown(operation.description)}
      <h4>Example URI</h4>
      <p class="example-uri">${methodBadge(method)}<code>${exampleUri(route)}</code></p>
      ${parameterTable('URI parameters', parametersIn(operation, 'path', 'query'))}
      ${parameterTable('Headers', parametersIn(operation, 'header'))} ${bodyAttributes(document, operation)}
      ${answerType(document, operation)} ${errorList(operation)}
    </div>
    <div class="code">${exchange(document, route)}</div>
  </article> `;
}

export const methodBadge = (method: string): Html =>
  html`<span class="method ${method}">${method.toUpperCase()}</span>`;

function access(document: Document, operation: Operation): Html {
  const scheme = schemeOf(operation);
  if (scheme === undefined) return html`<p class="access open">Open to anybody</p>`;
  const { header } = credentialOf(document, scheme);
  const needed = header === 'Authorization' ? 'a bearer token' : html`<code>${header}</code>`;
  return html`<p class="access"><a href="#authentication">Needs ${needed}</a></p>`;
}

function parameterTable(title: string, parameters: readonly Parameter[]): Html | false {
  if (parameters.length === 0) return false;
  const rows = parameters.map((parameter) => {
    const { name, required, description, schema = {} } = parameter;
    return {
      name,
      schema,
      mark: html` <span class="${required ? 'required' : 'optional'}"
        >${required ? 'required' : 'optional'}</span
      >`,
      description: description ?? schema.description,
      more: sample(exampleOf(parameter)),
    };
  });
  return html`<h4>${title}</h4>
    ${valueTable('parameters', 'Parameter', rows)}`;
}

/** An empty example says nothing; it is there to keep a page from making one up. */
function sample(example: unknown): Html | false {
  const text = example === undefined ? '' : shown(example);
  return !['', '{}'].includes(text) && html`<span class="sample">Example: <code>${text}</code></span>`;
}

function shown(example: unknown): string {
  if (Array.isArray(example)) return example.join(',');
  return typeof example === 'string' ? example : JSON.stringify(example);
}

function bodyAttributes(document: Document, { requestBody }: Operation): Html | false {
  const schema = requestBody?.content[JSON_TYPE]?.schema;
  if (!schema) return false;
  const body = resolve(document, schema);
  const description = requestBody?.description ?? body.description;
  return html`<h4>Request body</h4>
    ${description && markdown(description)} ${attributes(body) ?? html`<p>${typeOf(schema)}</p>`}`;
}

function answerType(document: Document, { responses }: Operation): Html {
  const schema = responses['200']?.content?.[JSON_TYPE]?.schema;
  if (!schema)
    return html`<h4>Response</h4>
      <p>Status 204, without a body.</p>`;
  const data = enveloped(document, schema);
  return html`<h4>Response</h4>
    <p>${data ? html`<code>data</code> is ` : 'The body is '}${typeOf(data ?? schema)}.</p>`;
}

/** What is answered inside the envelope, if there is one: a `code` beside the `data`. */
function enveloped(document: Document, schema: Schema): Schema | undefined {
  const { properties = {} } = resolve(document, schema);
  return properties['code'] && properties['data'];
}

function errorList({ responses }: Operation): Html {
  const errors = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  return html`<h4>Errors</h4>
    <ul class="errors">
      ${errors.map(
        ([status, { description }]) => html`<li><code>${status}</code> ${inlineMarkdown(description)}</li> `,
      )}
    </ul>`;
}
