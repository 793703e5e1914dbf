import { Html, html, inlineMarkdown, json, markdown } from './html.js';
import {
  type Document,
  examplesOf,
  type Operation,
  type Parameter,
  resolve,
  type Route,
} from './openapi-types.js';
import { attributes, limits, typeOf } from './reference-schema.js';

const JSON_TYPE = 'application/json';

/** One operation: what it does on the left, what it looks like on the right. */
export function operationRow(document: Document, route: Route): Html {
  const { operation, method, path } = route;
  return html`<article class="row" id="${operation.operationId}">
    <div class="text">
      <h3><a class="anchor" href="#${operation.operationId}">${operation.summary}</a></h3>
      <p class="uri">
        <span class="method ${method}">${method.toUpperCase()}</span
        ><code>${uriTemplate(path, operation)}</code>
      </p>
      ${access(document, operation)} ${markdown(operation.description)}
      <h4>Example URI</h4>
      <p class="example-uri">
        <span class="method ${method}">${method.toUpperCase()}</span
        ><code>${exampleUri(path, operation)}</code>
      </p>
      ${parameterTable('URI Parameters', parametersIn(operation, 'path', 'query'))}
      ${parameterTable('Headers', parametersIn(operation, 'header'))} ${bodyAttributes(document, operation)}
      ${answerType(operation)} ${errorList(operation)}
    </div>
    <div class="code">${requestExamples(route)} ${answerExamples(operation)}</div>
  </article> `;
}

const parametersIn = ({ parameters = [] }: Operation, ...places: Parameter['in'][]): Parameter[] =>
  parameters.filter((parameter) => places.includes(parameter.in));

/** `/portals/search{?hostname}`, as the client is to fill it in. */
function uriTemplate(path: string, operation: Operation): string {
  const query = parametersIn(operation, 'query')
    .map(({ name }) => name)
    .filter((name) => name !== 'associations');
  return path.replaceAll(/\{([^}]+)\}/g, ':$1') + (query.length > 0 ? `{?${query.join(',')}}` : '');
}

function exampleUri(path: string, operation: Operation): string {
  const filled = parametersIn(operation, 'path').reduce(
    (uri, { name, example }) => uri.replace(`{${name}}`, encodeURIComponent(String(example))),
    path,
  );
  const query = parametersIn(operation, 'query').filter(({ required }) => required);
  const pairs = query.map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`);
  return filled + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
}

function schemesOf({ security = [] }: Operation): string[] {
  return security.flatMap((scheme) => Object.keys(scheme));
}

function access(document: Document, operation: Operation): Html {
  const [scheme] = schemesOf(operation);
  if (!scheme) return html`<p class="access">Open to anybody</p>`;
  const { type, name } = document.components.securitySchemes?.[scheme] ?? { type: scheme };
  return html`<p class="access">
    <a href="#authentication">Needs ${type === 'http' ? 'a bearer token' : html`<code>${name}</code>`}</a>
  </p>`;
}

function parameterTable(title: string, parameters: readonly Parameter[]): Html | false {
  if (parameters.length === 0) return false;
  const rows = parameters.map(
    ({ name, required, description, schema, example }) =>
      html`<tr>
        <th scope="row"><code>${name}</code></th>
        <td class="type">
          ${typeOf(schema)}<br /><span class="${required ? 'required' : 'optional'}"
            >${required ? 'required' : 'optional'}</span
          >
        </td>
        <td>
          ${inlineMarkdown(description)}${limits(schema)}${
            example !== undefined && html`<span class="sample">Example: <code>${shown(example)}</code></span>`
          }
        </td>
      </tr> `,
  );
  return html`<h4>${title}</h4>
    <table class="parameters">
      <tbody>
        ${rows}
      </tbody>
    </table> `;
}

const shown = (example: unknown): string => (Array.isArray(example) ? example.join(',') : String(example));

function bodyAttributes(document: Document, { requestBody }: Operation): Html | false {
  const schema = requestBody?.content[JSON_TYPE]?.schema;
  if (!schema) return false;
  const resolved = resolve(document, schema);
  return html`<h4>Request Body</h4>
    ${resolved.description && markdown(resolved.description)} ${attributes(resolved)}`;
}

function answerType({ responses }: Operation): Html {
  const schema = responses['200']?.content?.[JSON_TYPE]?.schema;
  if (!schema)
    return html`<h4>Response</h4>
      <p>Status 204, without a body.</p>`;
  const data = schema.properties?.['data'];
  return html`<h4>Response</h4>
    <p>${data ? html`<code>data</code> is ` : 'The body is '}${typeOf(data ?? schema)}.</p>`;
}

const errorsOf = ({ responses }: Operation) =>
  Object.entries(responses).filter(([status]) => Number(status) >= 400);

function errorList(operation: Operation): Html {
  return html`<h4>Errors</h4>
    <ul class="errors">
      ${errorsOf(operation).map(
        ([status, { description }]) => html`<li><code>${status}</code> ${inlineMarkdown(description)}</li> `,
      )}
    </ul>`;
}

function requestExamples({ method, path, operation }: Route): Html {
  const media = operation.requestBody?.content[JSON_TYPE];
  const headers = [...credentials(operation), ...(media ? [`Content-Type: ${JSON_TYPE}`] : [])];
  const line = html`<pre class="request"><code><b>${method.toUpperCase()}</b> ${exampleUri(path, operation)}
${headers.join('\n')}</code></pre>`;
  const bodies = (media ? examplesOf(media) : []).map(({ summary, value }, index) =>
    example(summary ?? (index === 0 ? 'Body' : `Body ${index + 1}`), value, index === 0),
  );
  return html`<h4>Request</h4>
    ${line}${bodies}`;
}

const CREDENTIALS: Record<string, string> = {
  bearer: 'Authorization: Bearer sk_…',
  'portal-token': 'X-RECHAT-PORTAL-TOKEN: 3f0b6c1e-53a5-4d0e-9d6c-8f5f5e0b8a11',
};

const credentials = (operation: Operation): string[] =>
  schemesOf(operation).flatMap((scheme) => CREDENTIALS[scheme] ?? []);

function answerExamples(operation: Operation): Html {
  const answers = Object.entries(operation.responses);
  const good = answers.filter(([status]) => Number(status) < 400);
  return html`${good.map(
      ([status, { content }]) =>
        html`<h4>Response <span class="status good">${status}</span></h4>
          ${Object.values(content ?? {}).map((media) =>
            examplesOf(media).map(({ summary, value }, index) =>
              example(summary ?? 'Body', value, index === 0),
            ),
          )}`,
    )}
    <h4>Errors</h4>
    ${errorsOf(operation).map(([status, { content }]) => {
      const code = (content?.[JSON_TYPE]?.example as { code?: string } | undefined)?.code;
      return example(
        html`<span class="status bad">${status}</span> ${code}`,
        content?.[JSON_TYPE]?.example,
        false,
      );
    })}`;
}

function example(title: Html | string, value: unknown, open: boolean): Html | undefined {
  if (value === undefined) return undefined;
  const body = html`<pre tabindex="0"><code>${json(value)}</code></pre>`;
  return open
    ? html`<details open>
        <summary>${title}</summary>
        ${body}
      </details>`
    : html`<details>
        <summary>${title}</summary>
        ${body}
      </details>`;
}
