import { describe, expect, it } from 'vitest';
import type { ExpressionErrorCode } from '../../../src/engine/expression/expression-error.ts';
import type { JsonObject } from '../../../src/engine/json.ts';
import { evaluate, failure } from './evaluate.ts';

type Attack = readonly [source: string, code: ExpressionErrorCode];

const FORBIDDEN = 'expression.forbidden';

/** Data as a stranger may send it to a webhook. */
const data: JsonObject = {
  name: 'Ann',
  key: 'constructor',
  proto: '__proto__',
  list: ['constructor'],
  code: 'return process',
  toString: 'not a function',
  valueOf: { toString: 'x' },
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
  ['[]["\\u0063onstructor"]', FORBIDDEN],
  ['[].c\\u006fnstructor', FORBIDDEN],
  ['(() => 1).prototype', FORBIDDEN],
  ['(() => 1).call(null)', 'expression.not_a_function'],
  ['(x => x).toString()', 'expression.not_a_function'],
  ['(x => x) + ""', 'expression.not_data'],
  ['({ [Symbol.toPrimitive]: () => "constructor" }) + ""', FORBIDDEN],
  ['JSON.stringify({ toJSON: () => 1 })', 'expression.not_data'],
  ['({ then: (resolve) => resolve(1) })', 'expression.not_data'],
  ['[1].map({ call: () => 1 })', 'expression.not_a_function'],
  ['$jmespath($json, "constructor")', FORBIDDEN],
  ['$jmespath($json, "__proto__")', FORBIDDEN],
  ['$if(1, "".constructor, 2)', FORBIDDEN],
  ['$input.constructor', FORBIDDEN],
  ['$node.constructor', FORBIDDEN],
  ['node_outputs.constructor', FORBIDDEN],
  ['$workflow.constructor', FORBIDDEN],
  ['new Date().constructor', FORBIDDEN],
  ['new Set([1]).constructor', FORBIDDEN],
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
  ['({ ...{ ["__pro" + "to__"]: 1 } })', FORBIDDEN],
  ['zip(["__proto__"], [1])', FORBIDDEN],
  ['({ a: 1 }).merge({ "__proto__": 1 })', FORBIDDEN],
  ['[{ a: 1 }].renameKeys("a", "__proto__")', FORBIDDEN],
  ['[{ k: "__proto__", v: 1 }].smartJoin("k", "v")', FORBIDDEN],
];

describe('attacks', () => {
  describe.each([
    ['ways out of the data', ESCAPES],
    ['syntax that the language lacks', SYNTAX],
    ['prototype pollution', POLLUTION],
  ])('%s', (_name, attacks) => {
    it.each(attacks)('refuses %s', (source, code) => {
      expect(failure(source, data).code).toBe(code);
    });
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

describe('functions under the names that JavaScript calls by itself', () => {
  it.each([
    ['({ valueOf: () => 1 }) + 1', '[object Object]1'],
    [`\`\${({ toString: () => "x" })}\``, '[object Object]'],
    ['+({ valueOf: () => 7 })', null],
    ['[][({ toString: () => "constructor" })]', null],
    ['"a".replace("a", { toString: () => "constructor" })', '[object Object]'],
  ])('are never called by a conversion: %s', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });
});

describe('an expression that came with data', () => {
  it.each(['$json.text', '"" + $json.text', '[$json.text].join()'])('is a text like any other: %s', (source) => {
    expect(evaluate(source, { text: '{{ 1 + 1 }}' })).toBe('{{ 1 + 1 }}');
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
