import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STYLES, toHtml, toMarkdown } from './convert.ts';
import { shown } from './html-tree.ts';
import { escapeHtml } from './texts.ts';

const WORDS = fc.constantFrom(
  ...[
    'a',
    'b',
    'word ',
    ' ',
    ' c',
    '(',
    ')',
    '*',
    '_',
    '.',
    '#',
    '1.',
    '-',
    '`',
    '|',
    '\\',
    '!',
    '[x]',
    '<i>',
    '&lt;',
    'é',
  ],
  ...['😀', '€', '"', '+', '~', '>', 'http://a.b', '\n', '  '],
);
const TEXT = fc.array(WORDS, { minLength: 1, maxLength: 4 }).map((words) => escapeHtml(words.join('')));
const ADDRESS = fc
  .constantFrom(
    'http://a.b/c',
    '/x(y)',
    '/x y',
    '?a=1&copy=2',
    '?a&lt;b',
    '#f',
    'x)',
    '<b>',
    'a_b*c',
    'mailto:a@b.c',
    'http://a.b/|',
  )
  .map(escapeHtml);
const TITLE = fc.constantFrom('', ' title="t"', ' title="a &quot;b&quot; \\ `"');

type Inline = { readonly line: string; readonly part: string };

const { line } = fc.letrec<Inline>((tie) => ({
  line: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: TEXT },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('b', 'i', 'del', 'strong', 'em', 'span'), tie('line'))
        .map(([name, within]) => `<${name}>${within}</${name}>`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(ADDRESS, TITLE, tie('line'))
        .map(([address, title, within]) => `<a href="${address}"${title}>${within.replace(/<\/?a\b[^>]*>/g, '')}</a>`),
    },
    { weight: 1, arbitrary: TEXT.map((text) => `<code>${text}</code>`) },
    { weight: 1, arbitrary: fc.constant('<br>') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(ADDRESS, fc.constantFrom('', 'alt', '[a] *b*'), TITLE)
        .map(([address, alt, title]) => `<img src="${address}" alt="${alt}"${title}>`),
    },
  ),
}));

const CODE = fc
  .array(fc.constantFrom('a', '\n', '  ', '`', '```', '~~~', '&lt;b>', '|', '*'), { minLength: 1, maxLength: 8 })
  .map((parts) => `<pre><code>${parts.join('')}\n</code></pre>`);

const TABLE = fc
  .integer({ min: 1, max: 3 })
  .chain((width) => fc.array(fc.array(line, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 3 }))
  .map((rows) => {
    const [head = [], ...body] = rows.map((cells, place) =>
      cells.map((cell) => (place === 0 ? `<th>${cell}</th>` : `<td>${cell}</td>`)),
    );
    return `<table>${[head, ...body].map((cells) => `<tr>${cells.join('')}</tr>`).join('\n')}</table>`;
  });

/** A heading may hold a list. */
const HEADING = fc
  .tuple(fc.constantFrom('h1', 'h2', 'h3'), fc.constantFrom('', '<ul>', '<ol start="3">'), line, line)
  .map(([name, list, first, second]) => {
    if (list === '') return `<${name}>${first}</${name}>`;
    return `<${name}>${list}<li>${first}</li><li>${second}</li></${list.slice(1, 3)}></${name}>`;
  });

type Blocks = { readonly blocks: string; readonly block: string; readonly item: string };

const { blocks } = fc.letrec<Blocks>((tie) => ({
  blocks: fc
    .tuple(fc.array(tie('block'), { minLength: 1, maxLength: 4 }), fc.constantFrom('', '\n', '\n  '))
    .map(([parts, between]) => parts.join(between)),
  item: fc.oneof(
    tie('blocks'),
    line,
    fc.tuple(line, tie('blocks')).map(([start, rest]) => `${start}${rest}`),
  ),
  block: fc.oneof(
    { maxDepth: 3 },
    line.map((within) => `<p>${within}</p>`),
    HEADING,
    CODE,
    fc.constant('<hr>'),
    TABLE,
    tie('blocks').map((within) => `<blockquote>${within}</blockquote>`),
    tie('blocks').map((within) => `<div>${within}</div>`),
    fc
      .tuple(fc.constantFrom('ul', 'ol', 'ol start="5"'), fc.array(tie('item'), { minLength: 1, maxLength: 3 }))
      .map(([tag, items]) => `<${tag}>${items.map((item) => `<li>${item}</li>`).join('\n')}</${tag.slice(0, 2)}>`),
  ),
}));

const KINDS: readonly (readonly [kind: string, html: Arbitrary<string>])[] = [
  ['a paragraph', line.map((within) => `<p>${within}</p>`)],
  ['a heading', HEADING],
  ['a table', TABLE],
  ['a document', blocks],
];

describe.each(KINDS)('%s of HTML, to Markdown and back', (_kind, html) => {
  test.each(STYLES)('shows the same, written by %j', (style) => {
    fc.assert(
      fc.property(html, fc.boolean(), (before, breaks) => {
        expect(shown(toHtml(toMarkdown(before, style), { breaks }))).toEqual(shown(before));
      }),
      { numRuns: 200 },
    );
  });

  test('is written the same way the second time', () => {
    fc.assert(
      fc.property(html, (before) => {
        const once = toHtml(toMarkdown(before));
        expect(shown(toHtml(toMarkdown(once)))).toEqual(shown(once));
      }),
      { numRuns: 200 },
    );
  });
});
