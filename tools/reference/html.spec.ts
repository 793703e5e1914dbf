import fc from 'fast-check';
import { html, json, markdown } from './html.ts';

const textOf = (markup: string): string =>
  markup
    .replaceAll(/<\/?span[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('html', () => {
  it('escapes values, in text and in attributes, but not what is HTML already', () => {
    const inner = html`<b>${'<script>'}</b>`;
    expect(html`<p title="${'"x"'}">${inner}${['&', inner]}${false}${undefined}</p>`.text).toBe(
      '<p title="&quot;x&quot;"><b>&lt;script&gt;</b>&amp;<b>&lt;script&gt;</b></p>',
    );
  });
});

describe('markdown', () => {
  it('shows tags instead of obeying them', () => {
    expect(markdown('the <slug> of <img src=x onerror=alert(1)>').text).not.toMatch(/<(slug|img)/);
  });
});

describe('json', () => {
  it('adds nothing but colour', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { text } = json(value);
        expect(textOf(text)).toBe(JSON.stringify(value, null, 2));
        expect(text.replaceAll(/<span class="(key|string|number|word)">|<\/span>/g, '')).not.toMatch(/[<>]/);
      }),
    );
  });

  it('tells keys from values', () => {
    expect(json({ a: 'b', n: -1.5e3, t: true }).text).toContain(
      '<span class="key">&quot;a&quot;</span>: <span class="string">&quot;b&quot;</span>',
    );
  });
});
