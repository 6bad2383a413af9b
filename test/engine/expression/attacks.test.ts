import { describe, expect, it } from 'vitest';
import type { ExpressionErrorCode } from '../../../src/engine/expression/expression-error.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import { evaluate, failure } from './evaluate.ts';

type Attack = readonly [source: string, code: ExpressionErrorCode];

const FORBIDDEN = 'expression.forbidden';
const STEPS = 'expression.budget_steps';
const MEMORY = 'expression.budget_memory';
const DEPTH = 'expression.budget_depth';

/** Data as a stranger may send it to a webhook. */
const data: JsonObject = {
  name: 'Ann',
  key: 'constructor',
  proto: '__proto__',
  list: ['constructor'],
  code: 'return process',
  toString: 'not a function',
  valueOf: { toString: 'x' },
  long: 'a'.repeat(50_000),
};

const ESCAPES: readonly Attack[] = [
  ['"".constructor.constructor("return process")()', FORBIDDEN],
  ['$json.constructor.constructor($json.code)()', FORBIDDEN],
  ['[]["constructor"]', FORBIDDEN],
  ['[][$json.key]', FORBIDDEN],
  ['[]["const" + "ructor"]', FORBIDDEN],
  [`[][\`\${"constructor"}\`]`, FORBIDDEN],
  ['[][$json.list]', FORBIDDEN],
  ['[][["constructor"]]', FORBIDDEN],
  ['[][[["constructor"]]]', FORBIDDEN],
  ['[]["constructor".split("").join("")]', FORBIDDEN],
  ['(() => 1).constructor("return 1")()', FORBIDDEN],
  ['(x => x)[$json.key]', FORBIDDEN],
  ['Math.max.constructor', FORBIDDEN],
  ['DateTime.constructor', FORBIDDEN],
  ['$now.constructor', FORBIDDEN],
  ['/a/.constructor', FORBIDDEN],
  ['(({ constructor }) => constructor)("")', FORBIDDEN],
  ['(({ constructor: { constructor: c } }) => c)("")', FORBIDDEN],
  ['(({ [$json.key]: c }) => c)([])', FORBIDDEN],
  ['(([{ constructor }]) => constructor)([1])', FORBIDDEN],
  ['((...[{ constructor }]) => constructor)(1)', FORBIDDEN],
  ['((a = "".constructor) => a)()', FORBIDDEN],
  ['$json?.constructor', FORBIDDEN],
  ['$json?.["constructor"]', FORBIDDEN],
  ['$json["__proto__"]', FORBIDDEN],
  ['$json[$json.proto]', FORBIDDEN],
  ['$json.__proto__.polluted', FORBIDDEN],
  ['({}).__defineGetter__("a", () => 1)', FORBIDDEN],
  ['({}).__lookupGetter__("a")', FORBIDDEN],
  ['Array.prototype', FORBIDDEN],
  ['String.prototype.trim', FORBIDDEN],
  ['$json.name.toString.constructor', FORBIDDEN],
  ['[].map.constructor("return 1")', FORBIDDEN],
  ['"constructor" in $json', FORBIDDEN],
  ['Object.getPrototypeOf({})', 'expression.not_a_function'],
  ['Object.setPrototypeOf({}, null)', 'expression.not_a_function'],
  ['Object.defineProperty({}, "a", {})', 'expression.not_a_function'],
  ['Object.getOwnPropertyDescriptor("", "length")', 'expression.not_a_function'],
  ['Array.from.call(null, [])', 'expression.not_a_function'],
  ['[].map.call([1], x => x)', 'expression.not_a_function'],
  ['Math.max.apply(null, [1])', 'expression.not_a_function'],
  ['((a) => a).bind(null)', 'expression.not_a_function'],
  ['$now.get("constructor").constructor', FORBIDDEN],
  ['$now.zone.type', 'expression.undefined'],
];

const SYNTAX: readonly Attack[] = [
  ['this', FORBIDDEN],
  ['this.constructor', FORBIDDEN],
  ['arguments', FORBIDDEN],
  ['(() => arguments)()', FORBIDDEN],
  ['(() => this)()', FORBIDDEN],
  ['eval("1")', FORBIDDEN],
  ['Function("return 1")()', FORBIDDEN],
  ['new Function("return 1")', FORBIDDEN],
  ['globalThis', FORBIDDEN],
  ['process.env', FORBIDDEN],
  ['require("fs")', FORBIDDEN],
  ['Reflect.ownKeys({})', FORBIDDEN],
  ['new Proxy({}, {})', FORBIDDEN],
  ['Symbol.iterator', FORBIDDEN],
  ['WebAssembly', FORBIDDEN],
  ['fetch("http://localhost")', 'expression.undefined'],
  ['caches.default', 'expression.undefined'],
  ['import("fs")', FORBIDDEN],
  ['import.meta', 'expression.syntax'],
  ['new.target', 'expression.syntax'],
  ['super.x', 'expression.syntax'],
  ['#x in {}', 'expression.syntax'],
  ['(function () { return this })()', FORBIDDEN],
  ['(() => { return this })()', FORBIDDEN],
  ['async () => 1', FORBIDDEN],
  ['(async x => await x)(1)', FORBIDDEN],
  ['class { static x = 1 }', FORBIDDEN],
  ['new (class { })()', FORBIDDEN],
  ['String.raw`a`', FORBIDDEN],
  [`(x => x)\`a\${1}\``, FORBIDDEN],
  [`\`\${(s => s)\`x\`}\``, FORBIDDEN],
  ['$json.name = 1', FORBIDDEN],
  ['$json.n++', FORBIDDEN],
  ['--$json.n', FORBIDDEN],
  ['$json.a ||= 1', FORBIDDEN],
  ['[$json.a] = [1]', FORBIDDEN],
  ['delete $json.name', FORBIDDEN],
  ['(1, 2)', FORBIDDEN],
  ['1, 2', FORBIDDEN],
  ['({ get a() { return 1 } }).a', FORBIDDEN],
  ['({ set a(v) { } })', FORBIDDEN],
  ['({ a() { return 1 } }).a()', FORBIDDEN],
  ['({ async a() { } })', FORBIDDEN],
  ['({ __proto__: [] })', FORBIDDEN],
  ['({ "__proto__": [] })', FORBIDDEN],
  ['({ ["__proto__"]: [] })', FORBIDDEN],
  ['({ [$json.proto]: { polluted: true } })', FORBIDDEN],
  ['new Array(3).push(1)', FORBIDDEN],
  ['new Map()', 'expression.undefined'],
  ['10n', FORBIDDEN],
  ['while (true) {}', 'expression.syntax'],
  ['with ($json) name', 'expression.syntax'],
  ['var a = 1', 'expression.syntax'],
  ['yield', 'expression.undefined'],
];

const POLLUTION: readonly Attack[] = [
  ['Object.fromEntries([["__proto__", { polluted: true }]])', FORBIDDEN],
  ['Object.groupBy([1], () => "__proto__")', FORBIDDEN],
  ['JSON.parse(\'{"__proto__": {"polluted": true}}\', (k, v) => v)', FORBIDDEN],
  ['[].push({})', FORBIDDEN],
  ['"a".match(/(?<__proto__>a)/).groups', FORBIDDEN],
];

const EXHAUSTION: readonly Attack[] = [
  ['"a".repeat(1e9)', MEMORY],
  ['"a".repeat(Infinity)', MEMORY],
  ['"a".padStart(1e9)', MEMORY],
  ['"a".padEnd(1e9, "xy")', MEMORY],
  ['Array(40).fill(1).reduce(s => s + s, "aa")', MEMORY],
  [`Array(40).fill(1).reduce(s => \`\${s}\${s}\`, "aa")`, MEMORY],
  ['Array(40).fill(1).reduce(s => s.concat(s), "aa")', MEMORY],
  ['Array(40).fill(1).reduce(s => [s, s].join(""), "aa")', MEMORY],
  ['Array(40).fill(1).reduce(s => s.replace(/^/, "$\'$\'a"), "aa")', MEMORY],
  ['Array(40).fill(1).reduce(s => s.replaceAll("a", "aa"), "aa")', STEPS],
  ['"a".repeat(5e5).replaceAll("a", "a".repeat(1000))', MEMORY],
  ['"a".repeat(10000).replaceAll("a", "$`")', MEMORY],
  ['Array(3e5).fill("x".repeat(1000)).join("")', MEMORY],
  ['JSON.stringify(Array(3e5).fill("x".repeat(1000)))', MEMORY],
  ['Array(9e4).fill("x".repeat(1000))', MEMORY],
  ['String(Array(30).fill(1).reduce(a => [a, a], [1]))', MEMORY],
  ['Array(60).fill(1).reduce(a => [a, a], 1)', STEPS],
  ['JSON.stringify(Array(60).fill(1).reduce(a => ({ a, b: a }), 1))', STEPS],
  ['JSON.stringify(Array(150).fill(1).reduce(a => [a], Array(9e4).fill(1)), null, 10)', MEMORY],
  ['Array(40).fill(1).reduce(a => [...a, ...a], [1])', STEPS],
  ['Array(40).fill(1).reduce(a => a.concat(a), [1])', STEPS],
  ['Array(40).fill(1).reduce(a => [a, a].flat(), [1])', STEPS],
  ['Array(40).fill(1).reduce(a => [a, a].flatMap(x => x), [1])', STEPS],
  ['Array(30).fill(1).reduce(a => [a, a], [1]).flat(Infinity)', STEPS],
  ['Array(1e9)', STEPS],
  ['new Array(1e9)', STEPS],
  ['Array.from({ length: 1e9 })', STEPS],
  ['Array.from("a".repeat(2e6))', STEPS],
  ['[..."a".repeat(2e6)]', STEPS],
  ['"a".repeat(2e6).split("")', STEPS],
  ['"a,".repeat(2e6).split(",")', STEPS],
  ['Array(1e5).fill(1).map(() => Array(1e5).fill(1))', STEPS],
  ['Array(2e3).fill(1).map((_, i, all) => all.map(x => all.includes(i + x)))', STEPS],
  ['Array(5e5).fill("a").sort((a, b) => a.localeCompare(b))', STEPS],
  ['(f => f(f))(f => f(f))', DEPTH],
  ['(f => f(f))(f => [1].map(() => f(f)))', DEPTH],
  ['(f => f(f))(f => "a".replace("a", () => f(f)))', DEPTH],
  [`(f => f(f))(f => \`\${f(f)}\`)`, DEPTH],
  ['Array(5000).fill(1).reduce(a => [a], [])', DEPTH],
  ['String(Array(100000).fill(1).reduce(a => [a], []))', DEPTH],
  ['JSON.stringify(Array(100000).fill(1).reduce(a => ({ a }), {}))', DEPTH],
  ['Array(100000).fill(1).reduce(a => [a], []).flat(Infinity)', DEPTH],
  ['JSON.parse("[".repeat(100000) + "]".repeat(100000))', DEPTH],
  ['Interval.after($now, { years: 1000 }).splitBy({ milliseconds: 1 })', STEPS],
  ['Interval.after($now, { days: 1 }).splitBy({ hours: -1 })', 'expression.invalid_argument'],
  ['Interval.after($now, { days: 1 }).divideEqually(1e9)', STEPS],
];

const DEEP_SYNTAX = [
  ['parentheses', `${'('.repeat(4_000)}1${')'.repeat(4_000)}`],
  ['negations', `${'!'.repeat(4_000)}1`],
  ['lists', `${'['.repeat(4_000)}${']'.repeat(4_000)}`],
  ['sums', Array(3_000).fill('1').join('+')],
  ['functions', `${'x=>'.repeat(2_000)}x`],
  ['conditions', `${'a?b:'.repeat(2_000)}c`],
  ['member accesses', `$json${'.a'.repeat(2_000)}`],
] as const;

const REGEX: readonly Attack[] = [
  ['/(?=a)b/.test("b")', 'expression.regex_unsupported'],
  ['/(a)\\1/.test("aa")', 'expression.regex_unsupported'],
  ['new RegExp("(?<=(a))b")', 'expression.regex_unsupported'],
  ['new RegExp("(")', 'expression.regex_unsupported'],
  ['new RegExp("((a{100}){100}){100}")', 'expression.regex_unsupported'],
  ['new RegExp("a".repeat(5000))', 'expression.regex_unsupported'],
  ['/a/y', 'expression.regex_unsupported'],
  ['Array(90).fill(1).map(() => /(.*)(.*)(.*)x(.*)y?/.exec("x" + $json.long))', STEPS],
  ['$json.long.match(/a(.*b)?/g)', STEPS],
  ['$json.long.replace(/a.*b|a/g, "")', STEPS],
  ['$json.long.split(/(?:a.*)?b|a/)', STEPS],
  ['Array(1e4).fill(1).map(() => /(a?){100}(a{100})b/.test($json.long))', STEPS],
  ['Array(1e4).fill(1).map(() => new RegExp("(a{0,30}){0,30}"))', STEPS],
];

describe('attacks', () => {
  describe.each([
    ['ways out of the data', ESCAPES],
    ['syntax that the language lacks', SYNTAX],
    ['prototype pollution', POLLUTION],
    ['exhaustion of memory, time and stack', EXHAUSTION],
    ['regular expressions', REGEX],
  ])('%s', (_name, attacks) => {
    it.each(attacks)('refuses %s', (source, code) => {
      expect(failure(source, data).code).toBe(code);
    });
  });
});

describe('syntax that is nested too deeply', () => {
  it.each(DEEP_SYNTAX)('is refused: %s', (_name, source) => {
    expect(failure(source, data).code).toBe('expression.too_deep');
  });

  it('is refused when it is too long', () => {
    expect(failure(`"${'a'.repeat(10_000)}"`).code).toBe('expression.too_long');
  });
});

describe('regular expressions that never end in JavaScript', () => {
  const text = `${'a'.repeat(30_000)}!`;

  it.each(['/(a+)+$/', '/(a|aa)+$/', '/^(([a-z])+.)+[A-Z]([a-z])+$/', '/(.*a){20}b/'])('%s ends at once', (pattern) => {
    const start = performance.now();
    expect(evaluate(`${pattern}.test($json.text)`, { text })).toBe(false);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('data with the names of methods', () => {
  const hostile: JsonObject = {
    toString: 'text',
    valueOf: 7,
    toJSON: 'json',
    length: 3,
    hasOwnProperty: false,
    map: [1],
  };

  it('is data like any other', () => {
    expect(evaluate('$json.toString + $json.valueOf', hostile)).toBe('text7');
    expect(evaluate('$json', hostile)).toEqual(hostile);
  });

  it.each([
    ['"" + $json', '[object Object]'],
    [`\`\${$json}\``, '[object Object]'],
    ['+$json', null],
    ['$json == "text"', false],
    ['$json < 8', false],
    ['[$json].join()', '[object Object]'],
    ['({ "[object Object]": 1 })[$json]', 1],
    ['Number($json)', null],
    ['"a[object Object]".includes($json)', true],
    ['JSON.stringify({ ...$json, map: 1 }).includes("json")', true],
    ['[[$json]] + ""', '[object Object]'],
    ['parseInt($json)', null],
    ['Math.max($json, 1)', null],
  ])('is never called by a conversion: %s', (source, expected) => {
    expect(evaluate(source, hostile)).toEqual(expected);
  });
});

describe('a __proto__ key that came with data', () => {
  const poisoned: JsonObject = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');

  it.each([
    '({ ...$json }).polluted',
    'Object.assign({}, $json).polluted',
    '(({ a, ...rest }) => rest.polluted)($json)',
  ])('changes nothing: %s', (source) => {
    expect(evaluate(source, poisoned)).toBeNull();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
