import { Html, html, json, markdown } from './html.js';
import { ICON } from './icon.js';
import { type Document, type Route, routesOf, type SecurityScheme, type Tag } from './openapi-types.js';
import { operationRow } from './reference-operation.js';
import { anchorOf, attributes, titleOf } from './reference-schema.js';

/** The whole API on one page: navigation, text, examples. Needs no script. */
export function referencePage(document: Document): string {
  const groups = (document.tags ?? []).map((tag) => ({
    tag,
    routes: routesOf(document).filter(({ operation }) => operation.tags?.includes(tag.name)),
  }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title} API reference</title>
        <link rel="icon" href="${ICON}" />
        <link rel="stylesheet" href="/reference.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${navigation(document, groups)}
        <main id="content">
          ${introduction(document)} ${groups.map(({ tag, routes }) => groupSection(document, tag, routes))}
          ${dataTypes(document)}
        </main>
      </body>
    </html> `.text;
}

interface Group {
  tag: Tag;
  routes: readonly Route[];
}

const slug = (text: string): string => `group-${text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

function navigation(document: Document, groups: readonly Group[]): Html {
  return html`<nav aria-label="Contents">
    <p class="brand">
      <a href="#introduction"><img src="${ICON}" alt="" width="28" height="28" />${document.info.title}</a>
      <span>${document.info.version}</span>
    </p>
    <p class="links">
      <a class="button" href="/docs">Try it out</a><a href="/openapi.json">JSON</a
      ><a href="/openapi.yaml">YAML</a>
    </p>
    <h2><a href="#introduction">Introduction</a></h2>
    <h2><a href="#authentication">Authentication</a></h2>
    ${groups.map(
      ({ tag, routes }) =>
        html`<h2><a href="#${slug(tag.name)}">${tag.name}</a></h2>
          <ul>
            ${routes.map(
              ({ method, operation }) =>
                html`<li>
                  <a href="#${operation.operationId}"
                    ><span class="method ${method}">${method.toUpperCase()}</span>${operation.summary}</a
                  >
                </li> `,
            )}
          </ul> `,
    )}
    <h2><a href="#types">Types</a></h2>
    <ul>
      ${Object.keys(document.components.schemas).map(
        (name) => html`<li><a href="#${anchorOf(name)}">${titleOf(name)}</a></li> `,
      )}
    </ul>
  </nav> `;
}

const ANSWER = { code: 'OK', data: { type: 'portal' } };
const LIST = { code: 'OK', data: [], info: { count: 0, total: 0 } };
const ERROR = {
  code: 'ResourceNotFound',
  message: 'Route GET /nowhere not found',
  http: 404,
};

function introduction({ info, components }: Document): Html {
  const schemes = Object.values(components.securitySchemes ?? {});
  return html`<section>
    <div class="row" id="introduction">
      <div class="text">
        <h1>${info.title} API</h1>
        ${markdown(info.description)}
      </div>
      <div class="code">
        <h4>An answer</h4>
        <pre><code>${json(ANSWER)}</code></pre>
        <h4>A list</h4>
        <pre><code>${json(LIST)}</code></pre>
        <h4>An error</h4>
        <pre><code>${json(ERROR)}</code></pre>
      </div>
    </div>
    <div class="row" id="authentication">
      <div class="text">
        <h2>Authentication</h2>
        ${schemes.map(
          (scheme) =>
            html`<h3><code>${headerOf(scheme)}</code></h3>
              ${markdown(scheme.description)}`,
        )}
      </div>
      <div class="code">
        ${schemes.map((scheme) => html`<pre><code>${headerOf(scheme)}: ${scheme.type === 'http' ? 'Bearer sk_…' : '3f0b6c1e-53a5-4d0e-9d6c-8f5f5e0b8a11'}</code></pre>`)}
      </div>
    </div>
  </section> `;
}

const headerOf = ({ type, name }: SecurityScheme): string =>
  type === 'http' ? 'Authorization' : (name ?? '');

function groupSection(document: Document, tag: Tag, routes: readonly Route[]): Html {
  return html`<section>
    <div class="row group" id="${slug(tag.name)}">
      <div class="text">
        <h2>${tag.name}</h2>
        ${markdown(tag.description)}
      </div>
      <div class="code"></div>
    </div>
    ${routes.map((route) => operationRow(document, route))}
  </section> `;
}

function dataTypes(document: Document): Html {
  return html`<section>
    <div class="row group" id="types">
      <div class="text">
        <h2>Types</h2>
        <p>What requests and answers consist of.</p>
      </div>
      <div class="code"></div>
    </div>
    ${Object.entries(document.components.schemas).map(
      ([name, schema]) =>
        html`<article class="row" id="${anchorOf(name)}">
          <div class="text">
            <h3><a class="anchor" href="#${anchorOf(name)}">${titleOf(name)}</a></h3>
            ${markdown(schema.description)} ${attributes(schema)}
          </div>
          <div class="code"></div>
        </article> `,
    )}
  </section> `;
}
