import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { htmlAction } from '../../../src/nodes/actions/html.ts';
import { markdownAction } from '../../../src/nodes/actions/markdown.ts';
import { jsonOf, outputsOf } from '../../support/node-run.ts';

const PAGE = `<html><body>
  <h1> Shop  of
  all </h1>
  <ul><li class="p" data-id="1"><a href="/a">A <i>new</i></a></li><li class="p"><a>B</a></li></ul>
  <form><input name="x" value="7"><textarea> t </textarea>
  <select id="s"><option value="1">one</option><option selected>two</option></select></form>
</body></html>`;

async function extract(value: JsonObject, config: JsonObject = {}): Promise<JsonValue | undefined> {
  const all = { operation: 'extract', text: PAGE, values: [{ name: 'v', ...value }], ...config };
  return (await jsonOf(htmlAction, { items: [{}], config: all }))[0]?.v;
}

describe('action.html, extract', () => {
  test.each<[JsonObject, JsonValue]>([
    [{ selector: '.p' }, 'A new'],
    [{ selector: '.p', as_list: true }, ['A new', 'B']],
    [{ selector: '.p:nth-child(2) > a' }, 'B'],
    [{ selector: '.p', take: 'html' }, '<a href="/a">A <i>new</i></a>'],
    [{ selector: 'a', take: 'attribute', attribute: 'href', as_list: true }, ['/a', null]],
    [{ selector: 'li', take: 'attribute', attribute: 'data-id' }, '1'],
    [{ selector: 'input', take: 'value' }, '7'],
    [{ selector: 'textarea', take: 'value' }, 't'],
    [{ selector: '#s', take: 'value' }, 'two'],
    [{ selector: 'h1', take: 'value' }, null],
    [{ selector: '.p', skip: 'i' }, 'A'],
    [{ selector: '.none' }, null],
    [{ selector: '.none', as_list: true }, []],
  ])('%j', async (value, expected) => {
    expect(await extract(value)).toEqual(expected);
  });

  test('trims and cleans up as told', async () => {
    expect(await extract({ selector: 'h1' }, { trim: false })).toBe(' Shop  of\n  all ');
    expect(await extract({ selector: 'h1' }, { clean_up: true })).toBe('Shop of all');
  });

  test('puts several values into an item, deep too', async () => {
    const values = [
      { name: 'title', selector: 'h1' },
      { name: 'first.link', selector: 'a', take: 'attribute', attribute: 'href' },
    ];
    const config = { operation: 'extract', text: PAGE, values, clean_up: true };
    expect(await jsonOf(htmlAction, { items: [{}], config })).toEqual([
      { title: 'Shop of all', first: { link: '/a' } },
    ]);
  });

  test('reads a file', async () => {
    const binary = { page: { data: btoa('<p>x</p>'), mime_type: 'text/html' } };
    const config = { operation: 'extract', binary_property: 'page', values: [{ name: 'v', selector: 'p' }] };
    expect(await jsonOf(htmlAction, { inputs: { main: [{ json: {}, binary }] }, config })).toEqual([{ v: 'x' }]);
  });

  test.each<[JsonObject, JsonObject, string]>([
    [{ selector: 'p[' }, {}, 'html.bad_selector'],
    [{ selector: '.p', skip: '::nope(' }, {}, 'html.bad_selector'],
    [{ selector: 'p' }, { text: '<div>'.repeat(10_000) }, 'html.too_deep'],
    [{ selector: 'p' }, { text: 'x'.repeat(2_000_001) }, 'html.too_long'],
    [{ selector: 'p', name: '__proto__.x' }, {}, 'field.forbidden_name'],
    [{ selector: 'a', take: 'attribute' }, {}, 'node.config_invalid'],
  ])('refuses %j', async (value, config, code) => {
    await expect(extract(value, config)).rejects.toMatchObject({ code, item: 0 });
  });
});

describe('action.html, template and table', () => {
  test('keeps the template as its expressions left it', async () => {
    const config = (item: JsonObject) => ({ operation: 'template', template: `<p>${item.n}</p>` });
    expect(await jsonOf(htmlAction, { items: [{ n: 1 }, { n: 2 }], config })).toEqual([
      { html: '<p>1</p>' },
      { html: '<p>2</p>' },
    ]);
  });

  const items = [
    { first_name: '<b>Ada</b>', n: { m: 1 } },
    { first_name: 'B & C', x: null },
  ];
  const table = async (config: JsonObject) =>
    (await jsonOf(htmlAction, { items, config: { operation: 'table', ...config } }))[0];

  test('makes a table of all items, everything escaped', async () => {
    expect(await table({})).toEqual({
      table:
        '<table><thead><tr><th>first_name</th><th>n</th><th>x</th></tr></thead><tbody>' +
        '<tr><td>&lt;b&gt;Ada&lt;/b&gt;</td><td>{&quot;m&quot;:1}</td><td></td></tr>' +
        '<tr><td>B &amp; C</td><td></td><td></td></tr></tbody></table>',
    });
  });

  test('takes columns, a caption and capitals', async () => {
    const config = { columns: ['n.m', 'first_name'], caption: 'A<B', capitalize_headers: true, output_field: 'html' };
    expect(await table(config)).toEqual({
      html:
        '<table><caption>A&lt;B</caption><thead><tr><th>N M</th><th>First Name</th></tr></thead><tbody>' +
        '<tr><td>1</td><td>&lt;b&gt;Ada&lt;/b&gt;</td></tr><tr><td></td><td>B &amp; C</td></tr></tbody></table>',
    });
  });

  test('makes one file of all items', async () => {
    const config = { operation: 'table', output: 'file' };
    const outputs = await outputsOf(htmlAction, { items, config });
    expect(outputs.main?.[0]?.binary?.table).toMatchObject({ mime_type: 'text/html', file_name: 'table.html' });
    expect(outputs.main?.[0]?.from).toEqual([0, 1]);
  });
});

describe('action.markdown', () => {
  const convert = async (operation: string, text: string, config: JsonObject = {}) =>
    (await jsonOf(markdownAction, { items: [{}], config: { operation, text, ...config } }))[0]?.data;

  test.each<[string, JsonObject, string]>([
    ['# Hi\n\n*a* **b** `c`', {}, '<h1>Hi</h1>\n<p><em>a</em> <strong>b</strong> <code>c</code></p>\n'],
    ['[a](http://b)', {}, '<p><a href="http://b">a</a></p>\n'],
    ['~~x~~', {}, '<p><s>x</s></p>\n'],
    ['~~x~~', { github: false }, '<p>~~x~~</p>\n'],
    ['a\nb', { breaks: true }, '<p>a<br>\nb</p>\n'],
    ['<b>x</b>', {}, '<p><b>x</b></p>\n'],
    ['[x](javascript:alert(1))', {}, '<p>[x](javascript:alert(1))</p>\n'],
  ])('makes HTML of %j with %j', async (text, config, html) => {
    expect(await convert('to_html', text, config)).toBe(html);
  });

  test('makes tables', async () => {
    expect(await convert('to_html', '|a|\n|-|\n|b|')).toContain('<td>b</td>');
  });

  test.each<[string, JsonObject, string]>([
    ['<h1>Hi</h1><p>a <b>b</b> <i>c</i></p>', {}, '# Hi\n\na **b** _c_'],
    ['<h1>Hi</h1>', { headings: 'setext' }, 'Hi\n=='],
    ['<b>b</b> <i>c</i>', { strong: '__', emphasis: '*' }, '__b__ *c*'],
    ['<ul><li>a</li><li>b</li></ul>', { bullet: '*' }, '*   a\n*   b'],
    ['<pre><code class="language-js">x()\n</code></pre>', {}, '```js\nx()\n```'],
    ['<a href="http://b">a</a>', {}, '[a](http://b)'],
    ['<a href="http://b">a</a>', { links: 'referenced' }, '[a][1]\n\n[1]: http://b'],
    ['<del>x</del>', {}, '~~x~~'],
    ['<table><tr><th>a</th></tr><tr><td>b</td></tr></table>', {}, '| a |\n| --- |\n| b |'],
    ['<p>a<script>alert(1)</script><style>p{}</style></p>', {}, 'a'],
    ['<p>1. *x*</p>', {}, '1\\. \\*x\\*'],
  ])('makes Markdown of %j with %j', async (text, config, markdown) => {
    expect(await convert('to_markdown', text, config)).toBe(markdown);
  });

  test('makes a file', async () => {
    const config = { operation: 'to_html', text: 'x', output: 'file' };
    const outputs = await outputsOf(markdownAction, { items: [{}], config });
    expect(outputs.main?.[0]?.binary?.data).toEqual({
      data: btoa('<p>x</p>\n'),
      mime_type: 'text/html',
      file_name: 'page.html',
    });
  });

  test.each([
    ['to_html', 'x'.repeat(500_001), 'markdown.too_long'],
    ['to_markdown', '<div>'.repeat(10_000), 'html.too_deep'],
    ['to_markdown', Array.from({ length: 2000 }, (_none, index) => `<p><b id=${index}>`).join(''), 'html.too_deep'],
  ])('%s refuses what would take too long', async (operation, text, code) => {
    await expect(convert(operation, text)).rejects.toMatchObject({ code });
  });
});
