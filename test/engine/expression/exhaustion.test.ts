import { describe, expect, it } from 'vitest';
import type { ExpressionErrorCode } from '../../../src/engine/expression/expression-error.ts';
import { findFaults } from '../../../src/engine/expression/find-faults.ts';
import { evaluate, failure } from './evaluate.ts';

type Attack = readonly [source: string, code: ExpressionErrorCode];

const STEPS = 'expression.budget_steps';
const MEMORY = 'expression.budget_memory';
const DEPTH = 'expression.budget_depth';

const data = {
  long: 'a'.repeat(50_000),
  alike: Array.from({ length: 300 }, (_none, id) => `${'a'.repeat(17_000)}${100 + id}`),
  options: Object.fromEntries(Array.from({ length: 10_000 }, (_none, id) => [`k${id}`, id])),
};

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
  ['(x => y => Array(9e4).fill(1).map(() => x === y))("a".repeat(4e6))("a".repeat(4e6))', STEPS],
  ['(x => y => Array(9e4).fill(1).map(() => x < y))("a".repeat(4e6))("a".repeat(4e6))', STEPS],
  ['(x => y => Array(9e4).fill(y).includes(x))("a".repeat(4e6))("a".repeat(4e6))', STEPS],
  ['(x => y => Array(9e4).fill(1).map((_, i) => i % 2 ? x : y).sort())("a".repeat(4e6))("a".repeat(4e6))', STEPS],
  ['(x => Array(9e4).fill(1).map(() => (x + "b")[0]))("a".repeat(4e6))', STEPS],
  ['(x => Array(9e4).fill(x).map(u => u.extractUrlPath()))("a".repeat(4e6))', STEPS],
  ['Array(9e4).fill(1.5).map(n => n.toLocaleString("de", { style: "unit", unit: "liter" }))', STEPS],
  ['Array(9e4).fill("a").map(a => a.localeCompare("b", "de", { numeric: true }))', STEPS],
  ['DateTime.fromFormat("1".repeat(60) + "x", "dM".repeat(20))', 'expression.invalid_argument'],
  ['("1".repeat(60) + "x").toDateTime("dM".repeat(20))', 'expression.invalid_argument'],
  ['("1".repeat(60) + "x").toDateTime("yMyMyMyMyMyM")', 'expression.invalid_argument'],
  ['("(".repeat(1e6)).toDateTime()', 'expression.invalid_argument'],
  ['DateTime.fromRFC2822("(".repeat(1e6))', 'expression.invalid_argument'],
  ['$now.toFormat("y".repeat(1e6))', 'expression.invalid_argument'],
  ['Interval.after($now, { years: 1000 }).splitBy({ milliseconds: 1 })', STEPS],
  ['Interval.after($now, { days: 1 }).splitBy({ hours: -1 })', 'expression.invalid_argument'],
  ['Interval.after($now, { days: 1 }).divideEqually(1e9)', STEPS],
];

/** The host takes the square of their length for these, or for a thousandth of the steps. */
const HOST: readonly Attack[] = [
  ['(x => x.includes(x.slice(1e6) + "b" + x.slice(1e6)))("a".repeat(2e6)) || Array(1e6)', STEPS],
  ['"a".replace("a", "$<".repeat(2e6)) && Array(1e6)', STEPS],
  ['(x => Array(9e4).fill(1).map(() => +x))(" ".repeat(4e6))', STEPS],
  ['(x => Array(9e4).fill(1).map(() => x * 1))(" ".repeat(4e6))', STEPS],
  ['(x => Array(9e4).fill(1).map(() => x == 1))(" ".repeat(4e6))', STEPS],
  ['(x => Array(9e4).fill(1).map(() => parseFloat(x)))(" ".repeat(4e6))', STEPS],
  ['(x => Array(9e4).fill(1).map(() => x.concat("b")[0]))("a".repeat(4e6))', STEPS],
  ['(x => Array(9e4).fill(1).map(() => x.toSpliced()))(Array(1e5).fill(1))', STEPS],
  ['(x => Array(9e4).fill(1).map(() => x.pluck("a")))(Array(1e5).fill(1))', STEPS],
  [
    '(x => Array(9e4).fill(1).map(() => x.isEmpty()))(Object.fromEntries(Array(1e5).fill(1).map((_, i) => [i, i])))',
    STEPS,
  ],
  ['(x => Array(9e4).fill(1).map(() => (1).toLocaleString("en", x)))($json.options)', STEPS],
  ['"a/".repeat(1e6).toTitleCase()', STEPS],
  ['new Set($json.alike)', STEPS],
  ['Interval.merge(Array(1e4).fill(1).map((_, i) => Interval.after($now.plus({ days: i }), { hours: 1 })))', STEPS],
  ['$now.toFormat("ZZZZ ".repeat(90)) && Array(1e4).fill(1).map(() => $now.toFormat("ZZZZ ".repeat(90)))', STEPS],
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
  ['new RegExp("a", "g".repeat(1e6))', 'expression.regex_unsupported'],
  ['/a/y', 'expression.regex_unsupported'],
  ['Array(90).fill(1).map(() => /(.*)(.*)(.*)x(.*)y?/.exec("x" + $json.long))', STEPS],
  ['$json.long.match(/a(.*b)?/g)', STEPS],
  ['$json.long.replace(/a.*b|a/g, "")', STEPS],
  ['$json.long.split(/(?:a.*)?b|a/)', STEPS],
  ['Array(1e4).fill(1).map(() => /(a?){100}(a{100})b/.test($json.long))', STEPS],
  ['Array(1e4).fill(1).map(() => new RegExp("(a{0,30}){0,30}"))', STEPS],
];

describe('exhaustion', () => {
  describe.each([
    ['of memory, time and stack', EXHAUSTION],
    ['by regular expressions', REGEX],
    ['of the host', HOST],
  ])('%s', (_name, attacks) => {
    it.each(attacks)('refuses %s', (source, code) => {
      expect(failure(source, data).code).toBe(code);
    });
  });
});

/** The CPU time of the work, independent of the load of the machine. */
function cpuMillisecondsSince(start: ReturnType<typeof process.cpuUsage>): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('texts with very many expressions', () => {
  it('are refused at once', () => {
    const start = process.cpuUsage();
    expect(findFaults('{{ /* }} '.repeat(100_000)).at(-1)?.code).toBe('expression.too_long');
    expect(cpuMillisecondsSince(start)).toBeLessThan(2_000);
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
    const start = process.cpuUsage();
    expect(evaluate(`${pattern}.test($json.text)`, { text })).toBe(false);
    expect(cpuMillisecondsSince(start)).toBeLessThan(1_000);
  });
});
