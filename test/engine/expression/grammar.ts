import fc from 'fast-check';

/** Data that generated expressions read as `$json`. */
export const FUZZ_DATA = {
  a: 1,
  b: 'text',
  c: [3, 1, 2],
  d: { e: [{ f: 'x' }, { f: 'y' }], g: null },
  h: '',
  i: -2.5,
  j: true,
  k: ['b', 'A', 'c'],
};

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'missing'];

const literal = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map((number) => `(${number})`),
  fc.double({ min: -5, max: 5, noNaN: true }).map((number) => `(${number})`),
  fc.constantFrom('"text"', "'a b'", '""', '"10"', '"x,y"', 'true', 'false', 'null', 'undefined', 'NaN', '[]', '({})'),
);

const path = fc
  .array(fc.constantFrom(...NAMES, '0', '1', 'length'), { maxLength: 3 })
  .chain((keys) => fc.tuple(fc.constant(keys), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })))
  .map(([keys, optional]) => `$json${keys.map((key, index) => link(key, optional[index] === true)).join('')}`);

function link(key: string, optional: boolean): string {
  const dot = optional ? '?.' : '';
  return /^\d/.test(key) ? `${dot}[${key}]` : `${dot || '.'}${key}`;
}

const BINARY = '+ - * / % ** & | ^ << >> >>> === !== == != < <= > >= && || ??'.split(' ');
const UNARY = ['!', '-', '+', '~', 'typeof ', 'void '];

const TEXT_CALLS = [
  'toUpperCase()',
  'trim()',
  'slice(@)',
  'slice(@, @)',
  'substring(@, @)',
  'at(@)',
  'charAt(@)',
  'charCodeAt(@)',
  'indexOf(@)',
  'lastIndexOf(@)',
  'includes(@)',
  'startsWith(@, @)',
  'endsWith(@)',
  'concat(@, @)',
  'padStart(5, @)',
  'padEnd(@, "-")',
  'repeat(2)',
  'split(@)',
  'split(@, @)',
  'replace(@, @)',
  'replaceAll(@, @)',
  'replace("t", (m, i) => m + i)',
  'localeCompare(@)',
  'toString()',
];

const LIST_CALLS = [
  'map(x => @)',
  'map((x, i) => i + @)',
  'filter(x => @)',
  'find(x => @)',
  'findIndex(x => @)',
  'findLast(x => @)',
  'some(x => @)',
  'every((x, i) => @)',
  'reduce((r, x) => @, @)',
  'reduce((r, x) => r + x)',
  'reduceRight((r, x) => r + x, @)',
  'flatMap(x => [x, @])',
  'flat(@)',
  'join(@)',
  'join()',
  'slice(@, @)',
  'concat(@, @)',
  'includes(@)',
  'indexOf(@, @)',
  'lastIndexOf(@)',
  'at(@)',
  'toSorted()',
  'toSorted((p, q) => p - q)',
  'toReversed()',
  'toSpliced(@, @)',
  'toSpliced(@, @, 7)',
  'with(0, @)',
  'map(({ f = @, ...rest }) => [f, rest])',
  'map(([first, ...others]) => others)',
  'toString()',
];

const NUMBER_CALLS = ['toFixed(@)', 'toString()', 'toPrecision(3)', 'toExponential(1)'];

const FUNCTIONS = [
  'Math.max(@, @)',
  'Math.round(@)',
  'Math.abs(@)',
  'Number(@)',
  'String(@)',
  'Boolean(@)',
  'parseInt(@)',
  'parseFloat(@)',
  'isNaN(@)',
  'Object.keys(@)',
  'Object.values(@)',
  'Object.entries(@)',
  'Object.assign({}, @, @)',
  'Object.is(@, @)',
  'Array.isArray(@)',
  'Array.from(@)',
  'Array.of(@, @)',
  'JSON.stringify(@)',
  'JSON.stringify([@, { a: @ }], null, 1)',
  'encodeURIComponent(@)',
  '((p, q = @, ...r) => [p, q, r])(@, @)',
  '(({ a, ["b"]: b = @ }) => [a, b])($json)',
  '[...@, ...@]',
  '({ ...@, a: @, [@]: 1 })',
  '({ x: @ }).x',
];

/** Replaces each `@` by a generated expression. */
function filled(templates: readonly string[], inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...templates), fc.array(inner, { minLength: 3, maxLength: 3 }))
    .map(([template, parts]) => parts.reduce((text, part) => text.replace('@', () => `(${part})`), template));
}

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const call = (self: fc.Arbitrary<string>, calls: readonly string[]): fc.Arbitrary<string> =>
    fc.tuple(self, filled(calls, inner)).map(([object, method]) => `(${object}).${method}`);
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      literal,
      path,
      fc.tuple(inner, fc.constantFrom(...BINARY), inner).map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      fc.tuple(fc.constantFrom(...UNARY), inner).map(([operator, a]) => `${operator}(${a})`),
      fc.tuple(inner, inner, inner).map(([test, a, b]) => `(${test}) ? (${a}) : (${b})`),
      fc.tuple(inner, inner).map(([a, b]) => `\`<\${${a}}|\${${b}}>\``),
      fc.tuple(inner, inner).map(([a, b]) => `[(${a}), (${b})]`),
      fc.tuple(inner, inner).map(([a, b]) => `({ a: (${a}), f: (${b}) })`),
      call(fc.constantFrom('$json.b', '"a-b-a"', '("t" + $json.a)'), TEXT_CALLS),
      call(fc.constantFrom('$json.c', '$json.k', '$json.d.e', '[3, "1", null, [2]]'), LIST_CALLS),
      call(fc.constantFrom('$json.i', '(12.345)'), NUMBER_CALLS),
      call(inner, [...TEXT_CALLS, ...LIST_CALLS]),
      filled(FUNCTIONS, inner),
    ),
  };
});

/** Expressions of the pure part of the grammar, short enough to read when one fails. */
export const anyExpression: fc.Arbitrary<string> = expression;
