import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { parseExactly } from '../../../src/numbers/parse-json.ts';
import { resultOf } from './support/run.ts';

const ID = '12345678901234567890';

/** What code returns for an item, as JSON. */
async function resultFor(json: string, source: string): Promise<string> {
  const item: JsonObject = parseExactly(json);
  const result = await resultOf(source, { mode: 'each_item', items: [{ json: item }] });
  return typeof result === 'string' ? result : JSON.stringify(result[0]);
}

describe('numbers of many digits in code', () => {
  it.each([
    `{"id":${ID}}`,
    '{"id":-9007199254740993}',
    '{"n":123456789.123456789123}',
    '{"n":1e-400}',
    '{"a":[0.1,1.5,-0.25,6.02214076e+23,"1e400",9007199254740991]}',
    `{"${ID}":[{"deep":${ID}}]}`,
  ])('go through: %s', async (json) => {
    expect(await resultFor(json, 'return $json;')).toBe(json);
  });

  it.each([
    [`{"n":${ID}}`, 'typeof $json.n', '"bigint"'],
    [`{"n":${ID}}`, '$json.n + 1n', '12345678901234567891'],
    [`{"n":${ID}}`, '"no. ".concat($json.n)', `"no. ${ID}"`],
    [`{"n":${ID}}`, `$json.n === ${ID}n`, 'true'],
    [`{"n":${ID}}`, 'JSON.stringify([$json.n])', `"[${ID}]"`],
    [`{"n":${ID}}`, '5n', '5'],
    ['{"n":9007199254740991}', 'typeof $json.n', '"number"'],
    ['{"n":1.5e400}', '$json.n === 15n * 10n ** 399n', 'true'],
    ['{"n":0.10000000000000001}', '$json.n * 2', '0.2'],
    ['{"n":6.02214076e23}', 'typeof $json.n', '"number"'],
    ['{"n":0.0e-999}', '$json.n', '0'],
    ['{"n":123456789.123456789123}', 'String($json.n)', '"123456789.123456789123"'],
    ['{"n":123456789.123456789123}', '[$json.n].join()', '"123456789.123456789123"'],
    ['{"n":123456789.123456789123}', 'JSON.stringify($json.n)', '"123456789.123456789123"'],
    ['{"n":123456789.123456789123}', '$json.n.toString()', '"123456789.123456789123"'],
  ])('of %s, %s is %s', async (json, expression, text) => {
    expect(await resultFor(json, `return { value: ${expression} };`)).toBe(`{"value":${text}}`);
  });

  it.each([
    ['{"n":123456789.123456789123}', '$json.n + 1', /^code\.threw: .*123456789\.123456789123/],
    ['{"n":123456789.123456789123}', '$json.n > 1', /^code\.threw: .*123456789\.123456789123/],
    ['{"n":123456789.123456789123}', 'Math.round($json.n)', /^code\.threw: .*123456789\.123456789123/],
    [`{"n":${ID}}`, '$json.n + 1', /^code\.threw: .*BigInt/],
    [`{"n":${ID}}`, 'Math.max($json.n)', /^code\.threw: .*BigInt/],
    ['{}', '10n ** 3000n', /^code\.bad_result: .*digits/],
  ])('of %s, %s says that it would lose digits', async (json, expression, message) => {
    expect(await resultFor(json, `return { value: ${expression} };`)).toMatch(message);
  });

  it('leave nothing behind for the next run', async () => {
    const json = '{"n":123456789.123456789123}';
    const source = `
      const had = [$json.n.mark, $json.n.toString.mark, BigInt.prototype.mark, BigInt.prototype.toJSON.mark].join();
      for (const one of [$json.n, $json.n.toString, BigInt.prototype, BigInt.prototype.toJSON]) {
        try { one.mark = 'x'; } catch {}
      }
      return { had };`;
    expect(await resultFor(json, source)).toBe('{"had":",,,"}');
    expect(await resultFor(json, source)).toBe('{"had":",,,"}');
  });
});
