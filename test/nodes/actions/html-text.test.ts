import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { htmlAction } from '../../../src/nodes/actions/html.ts';
import { jsonOf } from '../../support/node-run.ts';

async function textOf(text: string, selector: string, more: JsonObject = {}): Promise<JsonValue | undefined> {
  const config = { operation: 'extract', text, values: [{ name: 'v', selector, ...more }] };
  return (await jsonOf(htmlAction, { items: [{}], config }))[0]?.v;
}

describe('action.html, text', () => {
  test.each([
    ['<p>a</p><p>b</p>', 'a\nb'],
    ['a<br>b<br><br>c', 'a\nb\n\nc'],
    ['<ul><li>a<li>b <b>c</b></ul>d', 'a\nb c\nd'],
    ['<div>a<div>b</div></div>\n  <div>c</div>', 'a\nb\nc'],
    ['<table><tr><td>a<td>b<tr><td><td>c</table>', 'a\tb\n\tc'],
    ['<h1>a</h1>b<hr>c', 'a\nb\nc'],
    ['<select><option>a<option>b</select>', 'a\nb'],
    ['a  b\nc', 'a  b\nc'],
    ['<pre>a\n  b</pre>c', 'a\n  b\nc'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['a<script>b</script><style>c</style><template>d</template><noscript>e</noscript><!-- f -->g', 'ag'],
    ['<svg><title>a</title></svg><iframe>b</iframe>c', 'c'],
    ['<p>a<p>b<p>c', 'a\nb\nc'],
    ['<ul><li><p>a<li><p>b</ul>', 'a\nb'],
  ])('%s', async (html, text) => {
    expect(await textOf(`<main>${html}</main>`, 'main')).toBe(text);
  });

  test('of a whole page is what its body shows', async () => {
    const page = '<html><head><title>t</title><style>s</style></head><body>a<p>b</body></html>';
    expect(await textOf(page, 'html')).toBe('a\nb');
    expect(await textOf(page, 'title')).toBe('t');
  });

  test.each([
    ['<script type="application/ld+json">{"a":1}</script>', 'script', '{"a":1}'],
    ['<style>a</style>', 'style', 'a'],
    ['<noscript>a</noscript>', 'noscript', 'a'],
  ])('of %s itself is what it holds', async (html, selector, text) => {
    expect(await textOf(html, selector)).toBe(text);
  });

  test.each([
    ['items', '<ul><li><p>a<li><div>b<ul><li>c</ul><li>d</ul>', 'ul:root > li', ['a', 'b\nc', 'd']],
    [
      'cells',
      '<table><tr><td><p>a<td><b>b<tr><th>c<td>d<table><tr><td>e</table></table>',
      'table:root > tr > *',
      ['a', 'b', 'c', 'd\ne'],
    ],
    ['sections', '<table><thead><tr><th>a<tbody><tr><td>b<tfoot><tr><td>c</table>', 'table > *', ['a', 'b', 'c']],
    ['entries', '<dl><dt>a<dd><p>b<dt>c</dl>', 'dl > *', ['a', 'b', 'c']],
  ])('of %s whose end tags are left out is their own', async (_what, html, selector, texts) => {
    expect(await textOf(html, selector, { as_list: true })).toEqual(texts);
  });

  test('has blanks for breaks when it is cleaned up, and none where elements are skipped', async () => {
    const config = { operation: 'extract', text: '<p>a</p><p>b</p><i>c</i>', clean_up: true };
    const values = [{ name: 'v', selector: ':root', skip: 'i' }];
    expect(
      await jsonOf(htmlAction, { items: [{}], config: { ...config, text: `<div>${config.text}</div>`, values } }),
    ).toEqual([{ v: 'a b' }]);
  });

  test('has a break between any two blocks, and none within a line', async () => {
    const block = fc.constantFrom('p', 'div', 'li', 'h2', 'blockquote', 'section', 'tr', 'dd', 'figure');
    const inline = fc.constantFrom('b', 'i', 'span', 'a', 'code', 'u');
    await fc.assert(
      fc.asyncProperty(block, block, inline, async (one, other, within) => {
        const html = `<main><${one}>a<${within}>b</${within}></${one}><${other}>c</${other}></main>`;
        expect(await textOf(html, 'main')).toBe('ab\nc');
      }),
    );
  });
});
