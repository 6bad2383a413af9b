import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { FUZZ_TIMEOUT, fuzzSettings } from './fuzz-settings.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  '1',
  ' ',
  '.',
  '\\d',
  '\\w',
  '\\s',
  '\\S',
  '\\W',
  '\\b',
  '^',
  '$',
  '[ab]',
  '[^a]',
  '[a-b1]',
  '[\\s1]',
  '\\.',
  '\\n',
  '-',
  '\\/',
);
/** Repeated parts match at least one character, since JavaScript and RE2 differ where they match none. */
const consuming = fc.constantFrom('a', '.', '\\w', '[^a]', '\\s');
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '{2}', '{1,2}');

const { inner } = fc.letrec<{ inner: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(atom, quantifier).map(([piece, times]) => (/^(\\b|\^|\$)$/.test(piece) ? piece : piece + times)),
    fc.tuple(consuming, tie('inner'), quantifier).map(([first, rest, times]) => `(?:${first}${rest})${times}`),
    fc.tuple(tie('inner'), tie('inner')).map(([a, b]) => `(?:${a}|${b})`),
    tie('inner').map((group) => `(?<=${group})`),
    tie('inner').map((group) => `(?<!${group})`),
  ),
  inner: fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
}));

/** Capturing groups are not repeated, since RE2 and JavaScript keep different repetitions. */
const pattern = fc.oneof(
  inner,
  fc.tuple(inner, inner).map(([a, b]) => `(${a})${b}`),
  fc.tuple(inner, inner).map(([a, b]) => `(${a})|(?<name>${b})`),
);

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '1', ' ', '\n', '.', '-', '/', '\u00a0', '$'),
  maxLength: 12,
});
const flags = fc.constantFrom('g', 'gi', 'gm', 'gs');

const CALLS = [
  '$json.text.match(@)',
  '$json.text.replace(@, "<$&$1>")',
  '$json.text.split(@)',
  '$json.text.search(@)',
  '$json.text.matchAll(@).map(m => [m.index, ...m])',
  '@.test($json.text)',
];

function inJavaScript(source: string, data: { text: string }): string {
  const value: unknown = new Function('$json', `return ${source.replace(').map(m', ').toArray().map(m')}`)(data);
  return JSON.stringify(value);
}

describe('regular expressions', () => {
  it(
    'find what they find in JavaScript',
    () => {
      fc.assert(
        fc.property(pattern, flags, text, fc.constantFrom(...CALLS), (source, flag, value, call) => {
          fc.pre(source !== '' && isRegex(source));
          const expression = call.replace('@', () => `/${source}/${flag}`);
          expect(JSON.stringify(evaluate(expression, { text: value }))).toBe(inJavaScript(expression, { text: value }));
        }),
        fuzzSettings(500),
      );
    },
    FUZZ_TIMEOUT,
  );
});

function isRegex(source: string): boolean {
  try {
    return new RegExp(source).source !== '';
  } catch {
    return false;
  }
}
