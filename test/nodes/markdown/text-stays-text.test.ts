import { textContent } from 'domutils';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHtml } from '../../../src/nodes/html/parse-html.ts';
import { STYLES, toHtml, toMarkdown } from './convert.ts';
import { elementsOf } from './html-tree.ts';
import { escapeHtml, TEXTS } from './texts.ts';

/** Where a text may stand, and the elements that are there besides. */
const PLACES: readonly (readonly [place: string, html: (text: string) => string, elements: readonly string[]])[] = [
  ['a paragraph', (text) => `<p>${text}</p>`, ['p']],
  ['no element', (text) => text, ['p']],
  ['a heading', (text) => `<h2>${text}</h2>`, ['h2']],
  ['an item of a heading', (text) => `<h1><ul><li>${text}</li></ul></h1>`, ['h1', 'ul', 'li']],
  ['code of an item of a heading', (text) => `<h2><li><code>${text}</code></li></h2>`, ['h2', 'li', 'code']],
  ['an item and after it in a heading', (text) => `<h1>${text}<ol><li>${text}</ol>${text}</h1>`, ['h1', 'ol', 'li']],
  ['a strong item of a heading', (text) => `<h2><b><li>${text}</li></b></h2>`, ['h2', 'strong', 'li']],
  ['an item', (text) => `<ol><li>${text}</li></ol>`, ['ol', 'li']],
  ['a quotation', (text) => `<blockquote>${text}</blockquote>`, ['blockquote', 'p']],
  ['strong text', (text) => `x<b>${text}</b>y`, ['p', 'strong']],
  ['emphasised text', (text) => `${text}<i>${text}</i>${text}`, ['p', 'em']],
  ['deleted text', (text) => `(<del>${text}</del>)`, ['p', 's']],
  ['a link', (text) => `<a href="u">${text}</a>`, ['p', 'a href="u"']],
  ['code', (text) => `x<code>${text}</code>y`, ['p', 'code']],
  ['lines', (text) => `a<br>${text}<br>b`, ['p', 'br']],
  ['a cell', (text) => `<table><tr><th>${text}</th><th>i</th></tr></table>`, ['table', 'thead', 'tr', 'th']],
];

/** The characters of a text without white space, which browsers show as they like. */
function charactersOf(html: string): string {
  return textContent(parseHtml(html)).replace(/\s+/g, '');
}

describe.each(PLACES)('text in %s, from HTML to Markdown and back', (_place, html, elements) => {
  test.each(STYLES)('is the same text, and makes no element, written by %j', (style) => {
    fc.assert(
      fc.property(TEXTS, fc.constantFrom('harmless', 'raw'), fc.boolean(), (text, mode, breaks) => {
        const before = html(escapeHtml(text));
        const after = toHtml(toMarkdown(before, style), { html: mode, breaks });
        expect(charactersOf(after)).toBe(charactersOf(before));
        expect(elementsOf(after).filter((element) => !elements.includes(element))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('text from HTML to Markdown and back', () => {
  test('keeps the blanks between its words', () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        const words = text.replace(/\s+/g, ' ').trim();
        const after = toHtml(toMarkdown(`<p>${escapeHtml(words)}</p>`));
        expect(textContent(parseHtml(after)).trim()).toBe(words);
      }),
      { numRuns: 1000 },
    );
  });

  test('is the same by the rules of CommonMark alone', () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        const before = `<p>${escapeHtml(text)}</p>`;
        const after = toHtml(toMarkdown(before), { github: false });
        expect(charactersOf(after)).toBe(charactersOf(before));
        expect(elementsOf(after).filter((element) => element !== 'p')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('is the same in preformatted code, every blank of it', () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        const before = `<pre><code>${escapeHtml(text)}\n</code></pre>`;
        expect(textContent(parseHtml(toHtml(toMarkdown(before))))).toBe(`${text}\n\n`);
      }),
      { numRuns: 500 },
    );
  });

  test('is the same in what an image says', () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        const words = text.replace(/\s+/g, ' ').trim();
        const image = `<img src="u" alt="${escapeHtml(words)}" title="${escapeHtml(words)}">`;
        const titled = words === '' ? '' : ` title="${words}"`;
        expect(elementsOf(toHtml(toMarkdown(image)))).toEqual(['p', `img src="u" alt="${words}"${titled}`]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('text that looks like markup', () => {
  test.each([
    ['&lt;img onerror=alert(1)&gt;', '&lt;img onerror=alert(1)>'],
    ['&lt;http://a.b>', '&lt;http\\://a.b>'],
    ['a < b & c &lt; d', 'a < b & c < d'],
    ['&amp;lt; &amp;#60; AT&amp;T', '&amp;lt; &amp;#60; AT&T'],
    ['1. a', '1\\. a'],
    ['2) a', '2\\) a'],
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['# a', '\\# a'],
    ['#a -a +a 1.a', '#a -a +a 1.a'],
    ['> a', '\\> a'],
    ['a<br>---', 'a  \n\\---'],
    ['a<br>===', 'a  \n\\==='],
    ['a | b<br>--- | ---', 'a | b  \n\\--- | ---'],
    ['`a` ~~b~~ ![c](d) [e]', '\\`a\\` \\~\\~b\\~\\~ !\\[c\\](d) \\[e\\]'],
    ['snake_case _a_', 'snake_case \\_a\\_'],
    ['C:\\*', 'C:\\\\\\*'],
    ['see https://a.b, www.a.b or a@b.c', 'see https\\://a.b, www\\.a.b or a\\@b.c'],
    ['!<a href="b">c</a>', '\\![c](b)'],
    ['&amp;<span>lt;</span>', '&amp;lt;'],
    ['&lt;<span>b&gt;</span>', '&lt;b>'],
  ])('%s is written %s', (html, markdown) => {
    expect(toMarkdown(html)).toBe(markdown);
  });
});
