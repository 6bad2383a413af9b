import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/engine/json.ts';
import { markdownAction } from '../../../src/nodes/actions/markdown.ts';
import { jsonOf } from '../../support/node-run.ts';

async function convert(operation: string, text: string): Promise<JsonValue | undefined> {
  return (await jsonOf(markdownAction, { items: [{}], config: { operation, text } }))[0]?.data;
}

describe('action.markdown, to Markdown', () => {
  test('makes no more elements than the text has', async () => {
    const bold = Array.from({ length: 5 }, (_none, index) => `<b a${index}="1">`).join('');
    expect(await convert('to_markdown', `<p>${bold}<p>x</p><p>y</p>`)).not.toContain('**y**');
  });

  test.each([
    ['a table without rows', '<table>a</table>', 'a'],
    ['a table without rows in its parts', '<table><tbody>a</tbody></table>', 'a'],
    ['cells without a row', '<table>a<td>b</table>', 'a b |'],
    ['rows without a table', '<tr><td>b</td></tr>', '| b |'],
    ['names that no element can have', '<b"c>a</b"c>', 'a'],
    ['a whole page', '<html><head><title>t</title></head><body><template>x</template><h1>a</h1></body></html>', '# a'],
  ])('takes %s', async (_name, html, markdown) => {
    expect(await convert('to_markdown', html)).toBe(markdown);
  });

  test.each([
    ['long lists', `<ul>${'<li>a</li>'.repeat(40_000)}</ul>`],
    ['wide tables', `<table><tr>${'<th>a</th>'.repeat(40_000)}</tr></table>`],
    ['long tables', `<table>${'<tr><td>a</td></tr>'.repeat(40_000)}</table>`],
    ['deep quotations', '<blockquote>'.repeat(240) + 'a<br>'.repeat(40_000)],
    ['deep lists', '<ul><li>'.repeat(120) + 'a<br>'.repeat(40_000)],
    ['deep emphasis', '<b>'.repeat(240) + 'a <i>b</i>'.repeat(100_000)],
  ])('stops before it goes through %s', async (_name, html) => {
    await expect(convert('to_markdown', html)).rejects.toMatchObject({ code: 'node.work_limit' });
  });

  test('takes up to fifty attributes of an element, however many it has', async () => {
    const attributes = Array.from({ length: 50_000 }, (_none, index) => `a${index}="1"`).join(' ');
    expect(await convert('to_markdown', `<p ${attributes}>a</p>`)).toBe('a');
  });
});

describe('action.markdown, to HTML', () => {
  test('refuses many links to one long address', async () => {
    const markdown = `[a]: /${'x'.repeat(40_000)}\n\n${'[a] '.repeat(40_000)}`;
    await expect(convert('to_html', markdown)).rejects.toMatchObject({ code: 'markdown.too_much', item: 0 });
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
