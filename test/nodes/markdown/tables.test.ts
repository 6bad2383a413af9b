import { textContent } from 'domutils';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHtml } from '../../../src/nodes/html/parse-html.ts';
import { toHtml, toMarkdown } from './convert.ts';
import { elementsOf } from './html-tree.ts';
import { escapeHtml, TEXTS } from './texts.ts';

/** The cells of each line of a Markdown table. */
function widthsOf(markdown: string): number[] {
  return markdown.split('\n').map((row) => row.replaceAll('\\|', '').split('|').length - 2);
}

describe('a table, to Markdown', () => {
  test.each([
    [
      'pipes',
      '<tr><th>a|b<th><code>c|d</code><tr><td>\\|<td><a href="x|y">l</a>',
      '| a\\|b | `c\\|d` |\n| --- | --- |\n| \\\\\\| | [l](x\\|y) |',
    ],
    ['breaks', '<tr><th>a<br>b<tr><td>c<br><br>d<br>', '| a<br>b |\n| --- |\n| c<br><br>d |'],
    ['paragraphs', '<tr><th>h<tr><td><p>a</p> <p>b</p>c', '| h |\n| --- |\n| a<br>b<br>c |'],
    [
      'headings and quotations',
      '<tr><th>h<tr><td><h2>a</h2><blockquote>b</blockquote><hr>c',
      '| h |\n| --- |\n| a<br>b<br>c |',
    ],
    [
      'a list',
      '<tr><th>h<tr><td>x<ul> <li>a</li> <li><p>b</p></li></ul>y',
      '| h |\n| --- |\n| x<ul><li>a</li><li>b</li></ul>y |',
    ],
    [
      'a numbered list',
      '<tr><th>h<tr><td><ol start=3><li>a</ol><ol start=x><li>b</ol>',
      '| h |\n| --- |\n| <ol start="3"><li>a</li></ol><ol><li>b</li></ol> |',
    ],
    ['code', '<tr><th>h<tr><td><pre>a|b\n\n  c\n</pre>', '| h |\n| --- |\n| `a\\|b`<br><br>`  c` |'],
    [
      'a table',
      '<tr><th>h<th>i<tr><td><table><tr><td>a<td>b<tr><td>c</table><td>d',
      '| h | i |\n| --- | --- |\n| a b<br>c | d |',
    ],
    ['marks around it', '<tr><th><b>a</b><tr><td><i>b</i> c', '| **a** |\n| --- |\n| _b_ c |'],
    ['nothing', '<tr><th><th>b<tr><td>c<td>', '|  | b |\n| --- | --- |\n| c |  |'],
    ['a colspan', '<tr><th colspan=2>a<th>b<tr><td>c<td>d<td>e', '| a |  | b |\n| --- | --- | --- |\n| c | d | e |'],
    ['a colspan at the end', '<tr><td colspan=100>a<tr><td>b<td>c', '|  |  |\n| --- | --- |\n| a |  |\n| b | c |'],
    ['a rowspan', '<tr><th>a<th>b<tr><td rowspan=2>c<td>d<tr><td>e', '| a | b |\n| --- | --- |\n| c | d |\n|  | e |'],
    [
      'both',
      '<tr><th>a<th>b<th>c<tr><td rowspan=2 colspan=2>d<td>e<tr><td>f<tr><td>g<td>h<td>i',
      '| a | b | c |\n| --- | --- | --- |\n| d |  | e |\n|  |  | f |\n| g | h | i |',
    ],
    [
      'a rowspan to the end',
      '<tr><th>a<th>b<tr><td rowspan=0>c<td>d<tr><td>e<tr><td>f',
      '| a | b |\n| --- | --- |\n| c | d |\n|  | e |\n|  | f |',
    ],
    ['a rowspan beyond its section', '<thead><tr><th rowspan=9>a<tbody><tr><td>b', '| a |\n| --- |\n| b |'],
    ['a row without cells below a rowspan', '<tr><th rowspan=2>a<tr></tr><tr><td>b', '| a |\n| --- |\n| b |'],
    ['spans that are none', '<tr><th colspan=x>a<th rowspan=-1>b<tr><td>c<td>d', '| a | b |\n| --- | --- |\n| c | d |'],
    ['no head', '<tr><td>a<td>b<tr><td>c<td>d', '|  |  |\n| --- | --- |\n| a | b |\n| c | d |'],
    ['a head of td', '<thead><tr><td>a</thead><tr><td>b', '| a |\n| --- |\n| b |'],
    [
      'ragged rows',
      '<tr><th>a<tr><td>b<td>c<td>d<tr><td>e',
      '| a |  |  |\n| --- | --- | --- |\n| b | c | d |\n| e |  |  |',
    ],
    [
      'alignment',
      '<tr><th align=left>a<th style="text-align:center">b<th align=RIGHT>c<th align=x>d',
      '| a | b | c | d |\n| :-- | :-: | --: | --- |',
    ],
    ['a caption and columns', '<caption>t</caption><colgroup><col><col></colgroup><tr><th>a', 't\n\n| a |\n| --- |'],
    ['what stands outside of its cells', 'x<tr>y<th>a</tr><b>z</b>', 'xy**z**\n\n| a |\n| --- |'],
  ])('with %s', (_name, rows, markdown) => {
    expect(toMarkdown(`<table>${rows}</table>`)).toBe(markdown);
  });

  test.each([
    ['says so', '<table role="presentation"><tr><td><h1>a</h1><td>b</table>', '# a\n\nb'],
    [
      'holds a table in one column',
      '<table><tr><td><table><tr><th>a<tr><td>b</table><tr><td>c</table>',
      '| a |\n| --- |\n| b |\n\nc',
    ],
    ['has no cells', '<table>a<tbody>b</tbody></table>', 'a\n\nb'],
  ])('that only puts things in their place, for it %s, is what it holds', (_why, html, markdown) => {
    expect(toMarkdown(html)).toBe(markdown);
  });

  test.each([
    ['rows', '<tr><td>a</td><td>b</td></tr>'],
    ['cells', '<td>a</td><td>b</td>'],
  ])('that is missing around its %s', (_what, html) => {
    expect(toMarkdown(html)).toBe('a\n\nb');
  });

  test('has all its rows as wide as the widest if it is small, and each text in its column', () => {
    const cell = fc.record({
      text: TEXTS,
      colspan: fc.integer({ min: 1, max: 3 }),
      rowspan: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (rows) => {
        const html = rows.map((cells) => {
          const written = cells.map(
            (one) => `<td colspan="${one.colspan}" rowspan=${one.rowspan}>${escapeHtml(one.text)}</td>`,
          );
          return `<tr>${written.join('')}</tr>`;
        });
        const markdown = toMarkdown(`<table>${html.join('')}</table>`);
        const [width, ...widths] = widthsOf(markdown);
        expect(widths.every((other) => other === width)).toBe(true);
        const shown = textContent(parseHtml(toHtml(markdown))).replace(/\s/g, '');
        const texts = rows.flat().map(({ text }) => text);
        expect(shown).toBe(texts.join('').replace(/\s/g, ''));
      }),
      { numRuns: 500 },
    );
  });

  test('ends a row at its last cell where all the rest would be empty cells', () => {
    const rows = '<tr><td>c<td>d'.repeat(200);
    const lines = toMarkdown(`<table><tr><th colspan=1000>a<th>b${rows}<tr><td rowspan=2>e<td>f<tr><td>g</table>`);
    expect(widthsOf(lines)).toEqual([1001, 1001, ...Array.from({ length: 202 }, () => 2)]);
    expect(lines.split('\n').slice(-2)).toEqual(['| e | f |', '|  | g |']);
  });

  test('shows the same whether its rows are filled or not', () => {
    const cells = fc.array(fc.constantFrom('a', 'b', ''), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 4 }), (few) => {
        const rows = [...few, ...Array.from({ length: 40 }, () => few[0] ?? [])];
        const html = rows.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('');
        const markdown = toMarkdown(`<table><tr><th colspan=400>x</th><th>y</th></tr>${html}</table>`);
        expect(widthsOf(markdown).slice(2)).toEqual(rows.map(({ length }) => length));
        const parts = elementsOf(toHtml(markdown)).filter((name) => name === 'td' || name === 'tr');
        expect(parts).toEqual(['tr', ...rows.flatMap(() => ['tr', ...Array.from({ length: 401 }, () => 'td')])]);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['cells', '<td>x'.repeat(60_000), 1200],
    ['cells, one too many', '<td>x'.repeat(10_001), 0],
    ['spans', `${'<td colspan=1000>'.repeat(20)}<td>x`, 500],
    ['spans, and few rows', `${'<td colspan=1000>'.repeat(10)}<td>x`, 0],
    ['cells below others', `${'<td rowspan=2 colspan=1000>x'.repeat(10)}<tr><td>y`, 0],
  ])('is refused that has too many columns, by its %s', (_what, first, rows) => {
    const html = `<table><tr>${first}</tr>${'<tr><td>'.repeat(rows)}</table>`;
    expect(() => toMarkdown(html)).toThrow(
      expect.objectContaining({ code: 'html.too_many_columns', message: 'A table of the HTML has over 10000 columns' }),
    );
  });

  test.each([
    ['cells', '<td>x'.repeat(10_000)],
    ['spans', `${'<td colspan=1000>'.repeat(10)}`],
  ])('may have as many columns as that, by its %s', (_what, first) => {
    expect(toMarkdown(`<table><tr>${first}</table>`).split('\n')).toHaveLength(3);
  });

  test.each([
    ['one row of many cells', `${'<td>x'.repeat(10_000)}</tr>${'<tr><td>y'.repeat(1200)}`],
    ['one row of wide cells', `${'<td colspan=1000>x'.repeat(9)}<td>x</tr>${'<tr><td>y'.repeat(5000)}`],
    ['rows that grow', Array.from({ length: 300 }, (_none, row) => `<tr>${'<td>x'.repeat(row)}`).join('')],
  ])('with %s is hardly longer than its HTML', (_what, rows) => {
    const html = `<table><tr>${rows}</table>`;
    expect(toMarkdown(html).length).toBeLessThan(12 * html.length);
  });

  test('has as many columns as browsers give a cell, at the most', () => {
    const markdown = toMarkdown('<table><tr><th colspan=100000>a<th>b</table>');
    expect(widthsOf(markdown)).toEqual([1001, 1001]);
  });

  test.each([
    ['columns', `<table>${'<tr><td colspan=1000>a<td>b'.repeat(40_000)}</table>`],
    ['wide rows', `<table>${`<tr>${'<td colspan=1000>a'.repeat(9)}<td>b`.repeat(3000)}</table>`],
    ['small tables', `${'<table><tr><td colspan=1000>a<td>b<tr><td>a<tr><td>a<tr><td>a</table>'.repeat(4000)}`],
    ['rows', `<table><tr>${'<td rowspan=60000>a'.repeat(9000)}${'<tr><td>b'.repeat(50_000)}</table>`],
  ])('is refused that would have too many cells, by its %s', (_what, html) => {
    expect(() => toMarkdown(html)).toThrow(expect.objectContaining({ code: 'node.work_limit' }));
  });
});
