import { codeBlock, Html, html, json } from './html.ts';
import { type Answer, type Document, examplesOf, type Media, type Operation, type Route } from './openapi.ts';
import { curlCommand, JSON_TYPE, rawRequest } from './request.ts';

/** What is sent and what is answered, as it goes over the wire. */
export function exchange(document: Document, route: Route): Html {
  return html`${requests(document, route)} ${answers(document, route.operation)}`;
}

interface Sent {
  summary?: string;
  value: unknown;
}

function requests(document: Document, route: Route): Html {
  const media = route.operation.requestBody?.content[JSON_TYPE];
  const bodies: Sent[] = media ? examplesOf(document, media) : [];
  if (bodies.length <= 1)
    return html`<h4>Request</h4>
      ${requestTabs(document, route, bodies[0]?.value, 0)}`;
  return html`<h4>Request</h4>
    ${bodies.map(({ summary, value }, index) =>
      fold(summary ?? `Body ${index + 1}`, requestTabs(document, route, value, index), index === 0),
    )}`;
}

/** Two ways to see a request. They are radio buttons, which need no script and obey the arrow keys. */
function requestTabs(document: Document, route: Route, body: unknown, index: number): Html {
  const group = `request-${index}-${route.operation.operationId}`;
  const tab = (kind: string, title: string, checked: boolean) =>
    html`<input type="radio" name="${group}" id="${group}-${kind}" ${checked && html`checked`} /><label
        for="${group}-${kind}"
        >${title}</label
      >`;
  return html`<fieldset class="tabs">
    <legend>Shown as</legend>
    ${tab('curl', 'curl', true)}${tab('http', 'HTTP', false)}
    <div class="panel curl">${codeBlock(curlCommand(document, route, body))}</div>
    <div class="panel http">${codeBlock(rawRequest(document, route, body))}</div>
  </fieldset> `;
}

function answers(document: Document, { responses }: Operation): Html {
  const all = Object.entries(responses);
  return html`${all.filter(([status]) => Number(status) < 400).map((answer) => success(document, ...answer))}
    <h4>Errors</h4>
    ${all.filter(([status]) => Number(status) >= 400).map((answer) => failure(document, ...answer))}`;
}

function success(document: Document, status: string, { content = {}, description }: Answer): Html {
  const examples = Object.entries(content).flatMap(([type, media]) =>
    examplesOf(document, media).map(({ summary = type === JSON_TYPE ? 'Body' : type, value }, index) =>
      fold(summary, body(type, value), type === JSON_TYPE && index === 0),
    ),
  );
  return html`<h4>Response <span class="status good">${status}</span></h4>
    ${examples.length > 0 ? examples : html`<p>${description}</p>`}`;
}

function failure(document: Document, status: string, { content = {} }: Answer): Html[] {
  const media: Media = content[JSON_TYPE] ?? {};
  return examplesOf(document, media).map(({ value }) => {
    const code = (value as { code?: string }).code;
    return fold(html`<span class="status bad">${status}</span> ${code}`, body(JSON_TYPE, value), false);
  });
}

/** A stream is text already; everything else is JSON. */
const body = (type: string, value: unknown): Html =>
  codeBlock(type !== JSON_TYPE && typeof value === 'string' ? value.trimEnd() : json(value));

const fold = (title: Html | string, content: Html, open: boolean): Html =>
  html`<details ${open && html`open`}>
    <summary>${title}</summary>
    ${content}
  </details> `;
