import { Marked } from 'marked';

/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | undefined | false | readonly Value[];

/** HTML in which every value is escaped that is not {@link Html} itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(
    parts.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''),
  );
}

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escape(String(value));
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const marked = new Marked({
  renderer: {
    // in our texts a tag is something to read, such as <slug>
    html: ({ text }) => escape(text),
    code: ({ text }) => codeBlock(text).text,
  },
  hooks: {
    // on a narrow screen a wide table scrolls by itself, and the page does not
    postprocess: (markup) =>
      markup
        .replaceAll('<table>', '<div class="scroll" tabindex="0"><table>')
        .replaceAll('</table>', '</table></div>'),
  },
});

/** Paragraphs, lists, tables and blocks of code. */
export const markdown = (text = ''): Html => new Html(marked.parse(text, { async: false }));

/** A line of text, in which code and links may stand. */
export const inlineMarkdown = (text = ''): Html => new Html(marked.parseInline(text, { async: false }));

/** Code to read and to copy. It can be focused, so that the arrow keys scroll it. */
export const codeBlock = (code: Html | string): Html => html`<pre tabindex="0"><code>${code}</code></pre>`;

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** A JSON value on several lines, with its parts marked for colour. */
export function json(value: unknown): Html {
  const text = JSON.stringify(value, null, 2);
  const pieces: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon, word] = match;
    const kind = colon !== undefined ? 'key' : string !== undefined ? 'string' : word ? 'word' : 'number';
    const shown = string ?? token;
    pieces.push(html`${text.slice(end, match.index)}<span class="${kind}">${shown}</span>${colon ?? ''}`);
    end = match.index + token.length;
  }
  return html`${pieces}${text.slice(end)}`;
}
