import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STYLES, toHtml, toMarkdown } from './convert.ts';
import { elementsOf, partsOf } from './html-tree.ts';

describe('HTML in Markdown', () => {
  test.each([
    ['<b>a</b>', '<p><b>a</b></p>\n'],
    ["<B TITLE='\"' class=x onclick=y>a", '<p><b title="&quot;">a</b></p>\n'],
    ['a<br/>b<hr>', '<p>a<br>b<hr></p>\n'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a <img src=x onerror=alert(1) alt="&lt;">', '<p>a <img src="x" alt="&lt;"></p>\n'],
    ['<a href="javascript:x">a</a>', '<p><a>a</a></p>\n'],
    ['<a href="java&Tab;script&colon;x">a</a>', '<p><a>a</a></p>\n'],
    ['<a href=/b href=/c>a</a>', '<p><a href="/b">a</a></p>\n'],
    ['<a href="/?a=1&amp;b=2">a</a>', '<p><a href="/?a=1&amp;b=2">a</a></p>\n'],
    ['<svg onload=x> <iframe src=x>', '<p>&lt;svg onload=x&gt; &lt;iframe src=x&gt;</p>\n'],
    ['a <!-- b --> c <?php d ?> e', '<p>a  c  e</p>\n'],
    ['<div>\n\n*a*\n\n</div>', '<div>\n<p><em>a</em></p>\n</div>'],
    ['</div></p> a', ' a'],
    ['*a <b>b* c</b>', '<p><em>a <b>b</b></em> c</p>\n'],
    ['> <div>\n\na', '<blockquote>\n<div>\n</div></blockquote>\n<p>a</p>\n'],
    ['<b><i>a</b></i>', '<p><b><i>a</i></b></p>\n'],
    ['<div>a < b', '<div>a &lt; b</div>'],
    ['<div\ntitle="a', '&lt;div\ntitle=&quot;a'],
    ['<details><summary>a</summary>\n\nb\n\n</details>', '<details><summary>a</summary>\n<p>b</p>\n</details>'],
  ])('%j is made %j', (markdown, html) => {
    expect(toHtml(markdown)).toBe(html);
  });

  test.each([
    ['text', '<p>&lt;b onclick=&quot;x&quot;&gt;a&lt;/b&gt; <em>c</em></p>\n'],
    ['raw', '<p><b onclick="x">a</b> <em>c</em></p>\n'],
  ])('may be made %s', (html, expected) => {
    expect(toHtml('<b onclick="x">a</b> *c*', { html })).toBe(expected);
  });

  test.each(['[a](javascript:b)', '![a](javascript:b)', '<javascript:b>', '[a][b]\n\n[b]: vbscript:c'])(
    '%j makes no address that runs something',
    (markdown) => {
      for (const html of ['harmless', 'text', 'raw']) {
        expect(elementsOf(toHtml(markdown, { html })).join()).not.toMatch(/href|src/);
      }
    },
  );

  test.each(['README.md', '//example.com', '// a.b', 'example.com'])('%j is no link', (markdown) => {
    expect(toHtml(markdown)).toBe(`<p>${markdown}</p>\n`);
  });
});

const SOUP = fc
  .array(
    fc.constantFrom(
      ...[
        '<',
        '>',
        '<b>',
        '</b>',
        '<div>',
        '</div>',
        '<script>',
        '</script>',
        '<style>',
        '<svg>',
        '<math>',
        '<a href="',
        '">',
      ],
      ...[
        '<img src=x onerror=alert(1)>',
        '<a href=javascript:x>',
        '<!--',
        '-->',
        '<![CDATA[',
        '<textarea>',
        '<title>',
        '<p>',
      ],
      ...[
        '"',
        "'",
        '=',
        '/',
        '`',
        '*',
        '**',
        '_',
        '[',
        '](',
        ')',
        '\n',
        '\n\n',
        ' ',
        '> ',
        '- ',
        '    ',
        '|',
        '&lt;',
        '&',
        '#',
        'a',
      ],
      ...[
        '<table><tr><td>',
        '<ul><li>',
        '<ol>',
        '<h1>',
        '<h2>',
        '</h2>',
        '&lt;img src=x onerror=alert(1)&gt;',
        '<code>',
        '</code>',
        '<pre>',
        '<noscript>',
        '<template>',
        '<xmp>',
        '<plaintext>',
        'onload=x',
        'javascript:',
      ],
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

/** Elements and attributes that run nothing. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...'a b blockquote br code div em h1 h2 h3 h4 h5 h6 hr img li ol p pre s strong table tbody td th thead tr ul'.split(
    ' ',
  ),
  ...['a href', 'a title', 'img src', 'img alt', 'img title', 'ol start', 'code class'],
]);

function harmOf(html: string): string[] {
  const parts = partsOf(html);
  const addresses = parts.flatMap(({ name, value }) => (/ (?:href|src)$/.test(name) ? [value] : []));
  return [
    ...parts.map(({ name }) => name).filter((name) => !HARMLESS.has(name)),
    ...addresses.filter((address) => /^\s*javascript:/i.test(address)),
  ];
}

describe('what comes of any text', () => {
  test('as Markdown is elements that do nothing', () => {
    fc.assert(
      fc.property(SOUP, (text) => {
        expect(harmOf(toHtml(text))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(STYLES)('as HTML, made Markdown by %j, brings nothing to life where raw HTML is let through', (style) => {
    fc.assert(
      fc.property(SOUP, (text) => {
        expect(harmOf(toHtml(toMarkdown(text, style), { html: 'raw' }))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
