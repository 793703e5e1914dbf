import { Html, html } from './html.ts';
import { ICON } from './icon.ts';
import type { Document, Route, Tag } from './openapi.ts';
import { methodBadge } from './operation.ts';
import { anchorOf, titleOf } from './schema-words.ts';

export interface Group {
  tag: Tag;
  routes: readonly Route[];
}

export const slug = (text: string): string => `group-${text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

/** The bar of a narrow screen. Its button is a popover's, which works without a script. */
export const topBar = ({ info }: Document): Html =>
  html`<header class="bar">
    <button type="button" popovertarget="contents">Contents</button>
    <a href="#introduction">${info.title} API</a>
  </header> `;

/** Where things are: beside the page, or behind the button of {@link topBar}. */
export function navigation({ info, components }: Document, groups: readonly Group[]): Html {
  return html`<nav id="contents" aria-label="Contents" popover>
    <p class="brand">
      <a href="#introduction"><img src="${ICON}" alt="" width="28" height="28" />${info.title}</a>
      <span>${info.version}</span>
    </p>
    <p class="links">
      <a class="button" href="/docs">Try it out</a><a href="/openapi.json">JSON</a
      ><a href="/openapi.yaml">YAML</a>
    </p>
    <p class="filter" hidden>
      <label for="filter">Find operations</label>
      <input id="filter" type="search" placeholder="Any words: hostname, token …" autocomplete="off" />
      <span role="status"></span>
    </p>
    <div class="static">
      <h2><a href="#introduction">Introduction</a></h2>
      <h2><a href="#authentication">Authentication</a></h2>
    </div>
    ${groups.map(groupLinks)}
    <details class="static">
      <summary><h2>Types</h2></summary>
      <ul>
        ${Object.keys(components.schemas).map(
          (name) => html`<li><a href="#${anchorOf(name)}">${titleOf(name)}</a></li> `,
        )}
      </ul>
    </details>
  </nav> `;
}

const groupLinks = ({ tag, routes }: Group): Html =>
  html`<div class="links-of-group">
    <h2><a href="#${slug(tag.name)}">${tag.name}</a></h2>
    <ul>
      ${routes.map(
        (route) =>
          html`<li data-words="${wordsOf(tag, route)}">
            <a href="#${route.operation.operationId}"
              >${methodBadge(route.method)}<span>${route.operation.summary}</span></a
            >
          </li> `,
      )}
    </ul>
  </div> `;

/** Everything by which somebody may look for an operation, each word once. */
function wordsOf(tag: Tag, { method, path, operation }: Route): string {
  const { operationId, summary, description, parameters = [] } = operation;
  const names = parameters.map(({ name }) => name);
  const text = [tag.name, method, path, operationId, summary, description, ...names].join(' ').toLowerCase();
  return [...new Set(text.split(/[^\p{L}\p{N}_./:{}-]+/u))].join(' ');
}
