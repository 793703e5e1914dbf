import { codeBlock, Html, html, json, markdown } from './html.ts';
import { ICON } from './icon.ts';
import { type Group, navigation, slug, topBar } from './navigation.ts';
import { type Document, resolve, routesOf, type Schema } from './openapi.ts';
import { operationRow } from './operation.ts';
import { credentialOf } from './request.ts';
import { anchorOf, attributes, titleOf, typeOf } from './schema-words.ts';

/** The whole API on one page: navigation, text, examples. A script adds to it, but nothing needs one. */
export function referencePage(document: Document): string {
  const routes = routesOf(document);
  const groups = (document.tags ?? []).map((tag) => ({
    tag,
    routes: routes.filter(({ operation }) => operation.tags?.includes(tag.name)),
  }));
  return html`<!doctype html>
    <!-- Generated from openapi.json by tools/reference: npm run openapi -->
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${document.info.title} API reference</title>
        <link rel="icon" href="${ICON}" />
        <link rel="stylesheet" href="/reference.css" />
        <script src="/reference.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${topBar(document)} ${navigation(document, groups)}
        <main id="content" tabindex="-1">
          ${introduction(document)} ${groups.map((group) => groupSection(document, group))}
          ${dataTypes(document)}
        </main>
      </body>
    </html> `.text;
}

const ANSWER = { code: 'OK', data: { type: 'portal' } };
const LIST = { code: 'OK', data: [], info: { count: 0, total: 0 } };
const ERROR = { code: 'ResourceNotFound', message: 'Route GET /nowhere not found', http: 404 };

const row = (id: string, text: Html, code?: Html): Html =>
  html`<div class="row" id="${id}">
    <div class="text">${text}</div>
    <div class="code">${code}</div>
  </div> `;

function introduction(document: Document): Html {
  const { info, components } = document;
  const schemes = Object.entries(components.securitySchemes ?? {}).map(([name, { description }]) => ({
    title: name.replaceAll('-', ' '),
    description,
    ...credentialOf(document, name),
  }));
  return html`<section>
    ${row(
      'introduction',
      html`<h1>${info.title} API</h1>
        ${markdown(info.description)}`,
      html`<h4>An answer</h4>
        ${codeBlock(json(ANSWER))}
        <h4>A list</h4>
        ${codeBlock(json(LIST))}
        <h4>An error</h4>
        ${codeBlock(json(ERROR))}`,
    )}
    ${row(
      'authentication',
      html`<h2>Authentication</h2>
        ${schemes.map(
          ({ header, description }) =>
            html`<h3><code>${header}</code></h3>
              ${markdown(description)}`,
        )}`,
      html`${schemes.map(
          ({ title, header, sample }) =>
            html`<h4>${title}</h4>
              ${codeBlock(`${header}: ${sample}`)}`,
        )}
        <h4>For the commands on this page</h4>
        ${codeBlock(schemes.map(({ variable, sample }) => assignment(variable, sample)).join('\n'))}`,
    )}
  </section> `;
}

/** `KEY='sk_…'`, from the variable `Bearer $KEY` and the header's sample `Bearer sk_…`. */
const assignment = (variable: string, sample: string): string =>
  `${variable.replace(/^.*\$/, '')}='${sample.replace(/^Bearer /, '')}'`;

function groupSection(document: Document, { tag, routes }: Group): Html {
  return html`<section>
    <div class="group">
      ${row(
        slug(tag.name),
        html`<h2>${tag.name}</h2>
          ${markdown(tag.description)}`,
      )}
    </div>
    ${routes.map((route) => operationRow(document, route))}
  </section> `;
}

function dataTypes(document: Document): Html {
  return html`<section class="types">
    <div class="group">
      ${row(
        'types',
        html`<h2>Types</h2>
          <p>What requests and answers consist of.</p>`,
      )}
    </div>
    ${Object.entries(document.components.schemas).map(([name, schema]) => dataType(document, name, schema))}
  </section> `;
}

// The anchor is inside: a browser opens a folded element when somebody is sent to a part of it.
function dataType(document: Document, name: string, schema: Schema): Html {
  const type = resolve(document, schema);
  return html`<details class="type">
    <summary>
      <h3>${titleOf(name)}</h3>
    </summary>
    <div class="text" id="${anchorOf(name)}">
      ${markdown(schema.description)} ${attributes(type) ?? html`<p>${typeOf(schema)}</p>`}
    </div>
  </details> `;
}
