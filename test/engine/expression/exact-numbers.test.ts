import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../src/numbers/exact-number.ts';
import { exactNumeral } from '../../support/texts/numerals.ts';
import { evaluate, resolve } from './evaluate.ts';
import { DATA, ID, show } from './exact-data.ts';

describe('a number of many digits', () => {
  it('goes through as it was written', () => {
    fc.assert(
      fc.property(exactNumeral, (text) => {
        const json = { n: readNumber(text), deep: [{ n: readNumber(text) }] };
        expect(JSON.stringify(resolve('{{ $json }}', json))).toBe(`{"n":${text},"deep":[{"n":${text}}]}`);
        expect(JSON.stringify(resolve({ a: '{{ $json.deep[0].n }}' }, json))).toBe(`{"a":${text}}`);
        expect(resolve('no. {{ $json.n }}!', json)).toBe(`no. ${text}!`);
        expect(resolve('{{ [$json.n, { n: $json.n }].toJsonString() }}', json)).toBe(`[${text},{"n":${text}}]`);
      }),
    );
  });

  it.each([
    ['typeof $json.id', '"number"'],
    [`\`#\${$json.id}\``, `"#${ID}"`],
    ['"#" + $json.id', `"#${ID}"`],
    ['$json.id + "!"', `"${ID}!"`],
    ['String($json.id)', `"${ID}"`],
    ['$json.id.toString()', `"${ID}"`],
    ['$json.huge.toString()', '"1e400"'],
    ['[$json.id].join()', `"${ID}"`],
    ['JSON.stringify({ id: $json.id })', `"{\\"id\\":${ID}}"`],
    ['JSON.stringify({ id: $json.id }, null, 1)', `"{\\n \\"id\\": ${ID}\\n}"`],
    ['JSON.parse("[12345678901234567890]")[0]', ID],
    ['"{\\"a\\":1e400}".parseJson()', '{"a":1e400}'],
    ['JSON.parse("[12345678901234567890]", (k, v) => v)', `[${ID}]`],
    ['({ [$json.id]: 1 })', `{"${ID}":1}`],
    ['({ 12345678901234567890: 1 })', `{"${ID}":1}`],
    ['$json.id ? 1 : 2', '1'],
    ['!$json.tiny', 'false'],
    ['$json.id ?? 1', ID],
    ['Object.keys($json.id)', '[]'],
    ['$json.id.text', 'null'],
    ['$json.id?.toJSON', 'null'],
    ['({ ...$json.id })', '{}'],
    ['[$json].pluck("id")', `[${ID}]`],
    ['$json.id.isEmpty()', 'false'],
    ['$json.id.isNotEmpty()', 'true'],
    ['$json.id.toBoolean()', 'true'],
    ['$ifEmpty($json.id, 1)', ID],
    ['[$json.id].compact()', `[${ID}]`],
    ['$json.id.valueOf()', ID],
    ['$json.id.format()', '"12,345,678,901,234,567,890"'],
    ['$json.id.toLocaleString()', '"12,345,678,901,234,567,890"'],
    ['$json.id.toLocaleString("de-DE")', '"12.345.678.901.234.567.890"'],
    ['$json.id.format("en-IN")', '"1,23,45,67,89,01,23,45,67,890"'],
    ['$json.id.format("en-US", { useGrouping: false })', `"${ID}"`],
    ['$json.id.format("en-US", { style: "currency", currency: "EUR" })', '"€12,345,678,901,234,567,890.00"'],
  ])('%s is %s', (source, text) => {
    expect(show(source)).toBe(text);
  });
});

describe('comparing numbers of many digits', () => {
  it.each([
    ['$json.id === $json.same', true],
    ['$json.id == $json.same', true],
    ['$json.id === $json.next', false],
    ['$json.id !== $json.next', true],
    ['$json.id != $json.same', false],
    ['$json.id < $json.next', true],
    ['$json.next <= $json.id', false],
    ['$json.huge > $json.next', true],
    ['$json.tiny > 0', true],
    ['$json.id === 12345678901234567890', true],
    ['$json.id === 12345678901234567891', false],
    ['$json.id == "12345678901234567890"', true],
    ['$json.id == "12345678901234567891"', false],
    ['$json.id === "12345678901234567890"', false],
    ['"12345678901234567891" > $json.id', true],
    ['"12345678901234567891" == 12345678901234567890', false],
    ['9007199254740993 == 9007199254740992', false],
    ['"9007199254740993" == 9007199254740992', false],
    ['$json.id == null', false],
    ['$json.id == true', false],
    ['$json.id == [1]', false],
    ['$json.id < NaN', false],
    ['$json.huge < Infinity', true],
    ['1e400 === $json.huge', true],
    ['$json.list.includes(12345678901234567890)', true],
    ['$json.list.includes(12345678901234567892)', false],
    ['$json.list.indexOf($json.same)', 2],
    ['$json.list.lastIndexOf($json.same)', 3],
    ['Object.is($json.id, $json.same)', true],
    ['Object.is($json.id, $json.next)', false],
    ['new Set($json.list).size', 3],
    ['new Set($json.list).has($json.same)', true],
    ['new Set($json.list).has(6)', false],
    ['new Set([5]).has($json.same)', false],
    ['$json.list.unique().length', 3],
    ['$json.list.intersection([12345678901234567890]).length', 1],
    ['$json.list.difference([12345678901234567890]).length', 2],
    ['Object.is(1e20, 100000000000000000000)', true],
    ['Object.is(100000000000000000000, 1e20)', true],
    ['Object.is(1e20, 100000000000000000001)', false],
    ['[100000000000000000000].includes(1e20)', true],
    ['[1e20].includes(100000000000000000000)', true],
    ['[5, 100000000000000000000].indexOf(1e20)', 1],
    ['[5, 100000000000000000000].lastIndexOf(1e20)', 1],
    ['new Set([100000000000000000000]).has(1e20)', true],
    ['new Set([1e20, 100000000000000000000, 1e20]).size', 1],
    ['[1e20, 100000000000000000000].unique().length', 1],
    ['[1e20].intersection([100000000000000000000]).length', 1],
    ['[1e20].difference([100000000000000000000]).length', 0],
    ['isNaN($json.id)', false],
    ['isFinite($json.huge)', true],
    ['isFinite("x")', false],
    ['Number.isFinite($json.huge)', true],
    ['Number.isInteger($json.id)', true],
    ['Number.isInteger($json.long)', false],
    ['Number.isSafeInteger($json.id)', false],
    ['$json.id.isInteger()', true],
    ['$json.id.isEven()', true],
    ['$json.next.isOdd()', true],
    ['$jmespath($json, "id == same")', true],
    ['$jmespath($json, "id < next")', true],
    ['$jmespath($json, "type(id)")', 'number'],
    ['$jmespath($json, "list[?to_string(@) == \'12345678901234567890\'] | length(@)")', 2],
  ])('%s is %j', (source, value) => {
    expect(evaluate(source, DATA)).toBe(value);
  });

  it('sorts by all digits', () => {
    expect(show('$json.list.sort((a, b) => a - b)')).toBe(`[5,${ID},${ID},12345678901234567891]`);
    expect(show('$jmespath($json, "sort(list)")')).toBe(`[5,${ID},${ID},12345678901234567891]`);
  });
});
