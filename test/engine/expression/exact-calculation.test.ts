import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../src/numbers/exact-number.ts';
import { longWhole } from '../../support/texts/numerals.ts';
import { evaluate, failure, resolve } from './evaluate.ts';
import { DATA, ID, show } from './exact-data.ts';

describe('calculating with numbers of many digits', () => {
  it('keeps all digits of whole numbers', () => {
    fc.assert(
      fc.property(longWhole, longWhole, (a, b) => {
        const json = { a: readNumber(a), b: readNumber(b) };
        for (const [source, result] of [
          ['$json.a + $json.b', BigInt(a) + BigInt(b)],
          ['$json.a - $json.b', BigInt(a) - BigInt(b)],
          ['$json.a % $json.b', BigInt(a) % BigInt(b)],
          ['-$json.a', -BigInt(a)],
          ['[$json.a, $json.b].sum()', BigInt(a) + BigInt(b)],
        ] as const) {
          expect(JSON.stringify(evaluate(source, json))).toBe(String(result));
        }
      }),
    );
  });

  it.each([
    ['$json.id + 1', '12345678901234567891'],
    ['1 + $json.id', '12345678901234567891'],
    ['$json.text - 1', '12345678901234567889'],
    ['$json.id * 2', '24691357802469135780'],
    ['$json.eth / 1e18', '1'],
    ['$json.id / 10', '1234567890123456789'],
    ['$json.id / 1e6', '12345678901234.568'],
    ['$json.id ** 2', '152415787532388367501905199875019052100'],
    ['+$json.id', ID],
    ['-$json.id', `-${ID}`],
    ['+$json.text', ID],
    ['9007199254740991 + 2', '9007199254740993'],
    ['9007199254740993', '9007199254740993'],
    ['1e400', '1e400'],
    ['0.12345678901234567890', '0.12345678901234567890'],
    ['0xffffffffffffffff', '18446744073709551615'],
    ['12_345_678_901_234_567_890', ID],
    ['Number($json.text)', ID],
    ['$json.text.toNumber()', ID],
    ['$json.text.toInt()', ID],
    ['"€ 12345678901234567890".toFloat()', ID],
    ['"0.12345678901234567890".toFloat()', '0.12345678901234567890'],
    ['parseInt("12345678901234567890abc")', ID],
    ['parseInt(" -12345678901234567890", 10)', `-${ID}`],
    ['parseFloat("12345678901234567890.5abc")', '12345678901234567890.5'],
    ['parseFloat("abc")', 'null'],
    ['parseInt("0x1f")', '31'],
    ['$json.id.toNumber()', ID],
    ['$json.id.toInt()', ID],
    ['$json.id.toDouble()', '12345678901234567000'],
    ['$json.id.toDouble() / 7', '1763668414462081000'],
    ['$json.tiny.toDouble()', '0'],
    ['(5).toDouble()', '5'],
    ['$json.id.toFloat()', ID],
    ['$json.id.round()', ID],
    ['$json.id.floor()', ID],
    ['$json.id.ceil()', ID],
    ['(-$json.id).abs()', ID],
    ['Math.abs(-$json.id)', ID],
    ['Math.round($json.id)', ID],
    ['Math.sign(-$json.huge)', '-1'],
    ['Math.max($json.id, $json.next, 5)', '12345678901234567891'],
    ['Math.min($json.id, 5)', '5'],
    ['$max($json.id, $json.text, 7)', ID],
    ['$min($json.huge, $json.id)', ID],
    ['$json.list.max()', '12345678901234567891'],
    ['$json.list.min()', '5'],
    ['[$json.id, $json.id].average()', ID],
    ['$json.list.sum()', '37037036703703703676'],
    ['$jmespath($json, "sum(list)")', '37037036703703703676'],
    ['$jmespath($json, "max(list)")', '12345678901234567891'],
    ['$jmespath($json, "floor(id)")', ID],
    ['$jmespath($json, "to_number(text)")', ID],
    ['$json.printed * 2', '0.20000000000000002'],
    ['$json.printed.toFixed(2)', '"0.10"'],
    ['Math.sqrt($json.eth)', '1000000000'],
    ['$json.eth & 0', '0'],
    ['$json.eth.toString(2).length', '60'],
  ])('%s is %s', (source, text) => {
    expect(show(source)).toBe(text);
  });

  it.each([
    '$json.id / 7',
    '$json.huge.toDouble()',
    '$json.text / 7',
    '$json.id & 1',
    '~$json.id',
    'Math.sqrt($json.id)',
    'Math.floor($json.long)',
    'Math.log("12345678901234567890")',
    '$json.id ** 0.5',
    '$json.id ** 1000',
    '$json.id.toFixed(2)',
    '$json.long.round()',
    '$json.long.isEven()',
    '$json.id.toString(16)',
    '$json.id.toDateTime()',
    '[1, 2].at($json.id)',
    '"abc".slice(0, $json.id) + Math.cos($json.id)',
    'numberList(1, $json.id)',
    'parseInt("ffffffffffffffffff", 16)',
    '[$json.id, 1].average()',
    '"9".repeat(3000).toNumber()',
    'JSON.parse("9".repeat(3000))',
    `$jmespath($json, "list[?@ == \`${ID}\`]")`,
    `$jmespath($json, '[\`{"a": ${ID}}\`]')`,
    `$jmespath($json, '[\`["b", 1e400]\`]')`,
    `1${'0'.repeat(2100)}`,
  ])('%s says that it would lose digits', (source) => {
    expect(failure(source, DATA).code).toBe('expression.number_too_long');
  });

  it('says which number, where, and is never forgiven', () => {
    const error = failure('Math.sqrt($json.id)', DATA);
    expect(error.message).toContain(ID);
    expect(error.location?.column).toBe(4);
    expect(() => resolve('{{ Math.sqrt($json.id) }}', DATA, { errors: 'lenient' })).toThrow(
      expect.objectContaining({ code: 'expression.number_too_long' }),
    );
  });

  it('shows the beginning of a very long one', () => {
    expect(failure('Math.sqrt($json.n)', { n: readNumber('7'.repeat(1000)) }).message.length).toBeLessThan(200);
  });

  it('refuses methods that numbers do not have', () => {
    expect(failure('$json.id.trim()', DATA).code).toBe('expression.not_a_function');
  });

  it('pays for digits', () => {
    const source = `{{ ${Array.from({ length: 40 }, () => '$json.n * $json.n').join(' - ')} }}`;
    const budget = { steps: 10_000, characters: 1_000_000 };
    const run = (digits: number) => resolve(source, { n: readNumber('7'.repeat(digits)) }, { budget });
    expect(() => run(17)).not.toThrow();
    expect(() => run(900)).toThrow(expect.objectContaining({ code: 'expression.budget_steps' }));
  });

  it('pays for the digits of a result that two doubles have', () => {
    const run = (source: string) => resolve(source, {}, { budget: { steps: 500, characters: 1_000_000 } });
    expect(() => run('{{ 9 ** 17 }}')).not.toThrow();
    expect(() => run('{{ 9 ** 2000 }}')).toThrow(expect.objectContaining({ code: 'expression.budget_steps' }));
  });

  it.each([
    '9 ** 100000000',
    '2 ** 4000000000',
    '(0 - 3) ** 9007199254740991',
    '10 ** 9007199254740991',
    '$json.n ** 9e14',
  ])('refuses the power %s before it is worked out', (source) => {
    expect(() => resolve(`{{ ${source} }}`, { n: readNumber('7'.repeat(30)) })).toThrow(
      expect.objectContaining({ code: 'expression.number_too_long' }),
    );
  });

  it.each([
    ['10**31 + 1', `1${'0'.repeat(30)}1`],
    ['10**31 * 10**31 + 1', `1${'0'.repeat(61)}1`],
    ['(10**31 + 1) - 1 + 1', `1${'0'.repeat(30)}1`],
    ['10**31 == 10**31 + 1', 'false'],
    [`[${'5'.padEnd(31, '0')}, ${'5'.padEnd(31, '0')}, 7].sum()`, `1${'0'.repeat(30)}7`],
    ['9007199254740992.0 + 1', '9007199254740993'],
    ['Math.pow(3, 40)', '12157665459056928801'],
    ['Math.pow(2, 0.5)', String(2 ** 0.5)],
    ['Math.pow($json.id, 2)', String(12345678901234567890n ** 2n)],
    ['(10**400).format().length', String(401 + 133)],
    ['9007199254740993.0.format()', '"9,007,199,254,740,993"'],
    ['({ "9007199254740993": 7 })[9007199254740993.0]', '7'],
    ['"5e99999" == 1', 'false'],
    ['"5e99999" > 1', 'true'],
    ["'9'.repeat(2001) == 1", 'false'],
    ['isNaN("5e99999")', 'false'],
    ['isFinite("5e99999")', 'false'],
  ])('%s is %s', (source, result) => {
    expect(show(source)).toBe(result);
  });

  it.each([
    'Math.pow(9, 100000000)',
    '"5e99999" + 0 - 1',
    'Duration.fromObject({ hours: $json.id })',
    'Duration.fromMillis($json.id)',
    '$now.plus({ hours: $json.id })',
    "$now.plus($json.id, 'days')",
    'Interval.after($now, $json.id)',
    'new Date($json.id)',
    'DateTime.fromMillis($json.id)',
  ])('%s says that digits would be lost', (source) => {
    expect(failure(source, DATA)).toMatchObject({ code: 'expression.number_too_long' });
  });
});
