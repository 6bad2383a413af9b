import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/engine/json.ts';
import { markdownAction } from '../../../src/nodes/actions/markdown.ts';
import { jsonOf } from '../../support/node-run.ts';

async function convert(operation: string, text: string): Promise<JsonValue | undefined> {
  return (await jsonOf(markdownAction, { items: [{}], config: { operation, text } }))[0]?.data;
}

describe('action.markdown, to Markdown', () => {
  test('makes no more of what is never ended than the text has', async () => {
    const html = Array.from({ length: 100 }, (_none, index) => `<p><b a${index}="1">x`).join('');
    expect(await convert('to_markdown', html)).toBe(Array.from({ length: 100 }, () => '**x**').join('\n\n'));
  });

  test.each([
    ['a table without rows', '<table>a</table>', 'a'],
    ['a table without rows in its parts', '<table><tbody>a</tbody></table>', 'a'],
    ['names that no element can have', '<b"c>a</b"c>', 'a'],
    ['a whole page', '<html><head><title>t</title></head><body><template>x</template><h1>a</h1></body></html>', '# a'],
    ['a page whose head never ends', '<html><head><title>t</title><body><p>a', 'a'],
  ])('takes %s', async (_name, html, markdown) => {
    expect(await convert('to_markdown', html)).toBe(markdown);
  });

  test.each([
    ['long lists', `<ul>${'<li>a</li>'.repeat(40_000)}</ul>`, 40_000],
    ['long lists whose items never end', `<ul>${'<li><p>a'.repeat(40_000)}</ul>`, 79_999],
    ['wide tables', `<table><tr>${'<th>a</th>'.repeat(10_000)}</tr></table>`, 2],
    ['long tables', `<table>${'<tr><td>a</td></tr>'.repeat(40_000)}</table>`, 40_002],
    ['deep quotations', `${'<blockquote>'.repeat(240)}${'a<br>'.repeat(40_000)}`, 40_000],
    ['deep lists', `${'<ul><li>'.repeat(120)}${'a<br>'.repeat(40_000)}`, 40_000],
    ['deep emphasis', `${'<b>'.repeat(240)}${'a <i>b</i>'.repeat(40_000)}`, 1],
    ['many attributes', `<p ${Array.from({ length: 50_000 }, (_none, index) => `a${index}="1"`).join(' ')}>a</p>`, 1],
  ])('makes lines of %s in one pass', async (_name, html, lines) => {
    expect(String(await convert('to_markdown', html)).split('\n')).toHaveLength(lines);
  });
});

describe('action.markdown, to HTML', () => {
  test('refuses many links to one long address', async () => {
    const markdown = `[a]: /${'x'.repeat(40_000)}\n\n${'[a] '.repeat(40_000)}`;
    await expect(convert('to_html', markdown)).rejects.toMatchObject({ code: 'markdown.too_much', item: 0 });
  });

  test.each(['> ', '- ', '1. '])('refuses %j in itself more often than it can follow', async (mark) => {
    expect(await convert('to_html', `${mark.repeat(100)}a`)).toContain('a');
    await expect(convert('to_html', `${mark.repeat(300)}a`)).rejects.toMatchObject({ code: 'markdown.too_deep' });
  });

  test('costs more for marks than for words', async () => {
    const items = Array.from({ length: 12 }, () => ({}));
    const config = (text: string) => ({ operation: 'to_html', text });
    await expect(jsonOf(markdownAction, { items, config: config('~~a '.repeat(120_000)) })).rejects.toMatchObject({
      code: 'node.work_limit',
    });
    expect(await jsonOf(markdownAction, { items, config: config('word '.repeat(1000)) })).toHaveLength(12);
  });
});
