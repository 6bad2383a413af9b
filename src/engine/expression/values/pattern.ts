import { type Matcher, RE2JS, RE2JSException } from 're2js';
import { meteredInput } from '../../text/metered-text.ts';
import { ExpressionError } from '../expression-error.ts';
import { burden, type Run, spend } from '../run.ts';
import { toText } from './convert.ts';
import { isOf, type Kind, type Method, type Opaque, opaque } from './opaque.ts';
import { patternSize } from './pattern-size.ts';
import { toRe2Source } from './pattern-source.ts';
import { put } from './plain.ts';

/**
 * A regular expression, run by RE2 in linear time, so that no pattern can hang. Unlike JavaScript's it has no lookahead, no
 * back references, no capturing groups in lookbehinds, and no state: `lastIndex` is 0.
 */
export type Pattern = {
  readonly source: string;
  readonly flags: string;
  readonly engine: RE2JS;
  /** What reading one character costs. It grows with the size of the compiled pattern. */
  readonly stepsPerCharacter: number;
};

/** One match of a pattern or of a plain text. */
export type Match = {
  readonly index: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
  readonly named: { readonly [name: string]: unknown } | undefined;
};

const MAX_SOURCE = 2_000;

/** What each step of reading costs the node run beside itself: RE2 takes longer for one than the rest of an expression. */
const STEPS_OF_RUN = 7;

/** What a match costs the node run beside the look at it. */
const STEPS_PER_MATCH = 20;

/** About how many instructions a pattern may have when its repetitions are written out: that is what compiling it costs. */
const MAX_SIZE = 5_000;

/** What it costs to compile one instruction of a pattern. */
const STEPS_PER_INSTRUCTION = 40;

/** The size of compiled pattern for which a character costs one step. */
const CHEAP_SIZE = 64;

const FLAGS: ReadonlyMap<string, number> = new Map([
  ['g', 0],
  ['u', 0],
  ['v', 0],
  ['i', RE2JS.CASE_INSENSITIVE],
  ['m', RE2JS.MULTILINE],
  ['s', RE2JS.DOTALL],
]);

/** Compiles a regular expression while an expression runs, and pays for it. */
export function buildPattern(run: Run, source: string, flags: string): Pattern {
  spend(run, 50 + STEPS_PER_INSTRUCTION * checkedSize(source));
  return compilePattern(source, flags);
}

/** A pattern as a value of the language. */
export function patternValue(pattern: Pattern): Opaque<Pattern> {
  return opaque(PATTERN_KIND, pattern);
}

/** Compiles a regular expression; throws `expression.regex_unsupported` for one that can't run in linear time. */
export function compilePattern(source: string, flags: string): Pattern {
  checkedSize(source);
  if (flags.length > FLAGS.size) throw unsupported('The regular expression has more flags than there are.');
  let bits = RE2JS.LOOKBEHINDS;
  for (const flag of flags) bits |= flagBits(flag);
  try {
    const engine = RE2JS.compile(toRe2Source(source, flags.includes('s')), bits);
    return { source, flags, engine, stepsPerCharacter: engine.programSize() / CHEAP_SIZE };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw unsupported(`This regular expression cannot be used (${error.message}).`);
  }
}

/** The size of a pattern that is not too large to compile. */
function checkedSize(source: string): number {
  if (source.length > MAX_SOURCE) throw unsupported('The regular expression is too long.');
  const size = patternSize(source);
  if (size > MAX_SIZE) throw unsupported('The regular expression is too large.');
  return size;
}

function flagBits(flag: string): number {
  const bits = FLAGS.get(flag);
  if (bits === undefined) throw unsupported(`The flag "${flag}" of regular expressions is not supported.`);
  return bits;
}

function unsupported(message: string): ExpressionError {
  return new ExpressionError('expression.regex_unsupported', message);
}

/** The pattern in a value, if it is one. */
export function asPattern(value: unknown): Pattern | undefined {
  return isOf(PATTERN_KIND, value) ? value.value : undefined;
}

/** All matches of the pattern; without the flag `g`, only the first one. */
export function findMatches(run: Run, pattern: Pattern, text: string): Match[] {
  const matcher = matcherOf(run, pattern, text);
  const matches: Match[] = [];
  while (matcher.find()) {
    spend(run, 1 + matcher.groupCount());
    burden(run, STEPS_PER_MATCH);
    matches.push(currentMatch(matcher));
    if (!pattern.flags.includes('g')) break;
  }
  return matches;
}

/** Whether the pattern matches anywhere. */
export function testPattern(run: Run, pattern: Pattern, text: string): boolean {
  return matcherOf(run, pattern, text).find();
}

function matcherOf(run: Run, pattern: Pattern, text: string): Matcher {
  spend(run, 5);
  burden(run, STEPS_PER_MATCH);
  const pay = (steps: number): void => {
    spend(run, steps);
    burden(run, STEPS_OF_RUN * steps);
  };
  return pattern.engine.matcher(meteredInput(text, { stepsPerCharacter: pattern.stepsPerCharacter, pay }));
}

function currentMatch(matcher: Matcher): Match {
  const groups = Array.from({ length: matcher.groupCount() }, (_empty, index) => matcher.group(index + 1) ?? undefined);
  const named = matcher.hasNamedGroups ? namedGroups(matcher) : undefined;
  return { index: matcher.start(), text: matcher.group() ?? '', groups, named };
}

function namedGroups(matcher: Matcher): { readonly [name: string]: unknown } {
  const named: Record<string, unknown> = {};
  for (const name of Object.keys(matcher.namedGroups)) put(named, name, matcher.group(name) ?? undefined);
  return named;
}

/** A match as expressions see it: a list of the groups, with `index`, `input` and `groups` as properties. */
export function matchValue(match: Match, input: string): readonly unknown[] {
  return Object.assign([match.text, ...match.groups], { index: match.index, input, groups: match.named });
}

/** The same pattern for the first match alone. */
function once(pattern: Pattern): Pattern {
  return { ...pattern, flags: pattern.flags.replace('g', '') };
}

const METHODS: ReadonlyMap<string, Method<Pattern>> = new Map<string, Method<Pattern>>([
  ['test', (run, self, [text]) => testPattern(run, self, toText(run, text))],
  [
    'exec',
    (run, self, [value]) => {
      const text = toText(run, value);
      const [match] = findMatches(run, once(self), text);
      return match === undefined ? null : matchValue(match, text);
    },
  ],
  ['toString', (_run, self) => `/${self.source}/${self.flags}`],
]);

const PROPERTIES: ReadonlyMap<string, (pattern: Pattern) => unknown> = new Map<string, (pattern: Pattern) => unknown>([
  ['source', (pattern) => pattern.source],
  ['flags', (pattern) => pattern.flags],
  ['global', (pattern) => pattern.flags.includes('g')],
  ['ignoreCase', (pattern) => pattern.flags.includes('i')],
  ['multiline', (pattern) => pattern.flags.includes('m')],
  ['dotAll', (pattern) => pattern.flags.includes('s')],
  ['lastIndex', () => 0],
]);

/** What a regular expression has. */
export const PATTERN_NAMES: readonly string[] = [...PROPERTIES.keys(), ...METHODS.keys()];

const PATTERN_KIND: Kind<Pattern> = {
  name: 'regular expression',
  typeOf: 'object',
  get: (_run, pattern, key) => PROPERTIES.get(key)?.(pattern),
  method: (key) => METHODS.get(key),
  toPrimitive: (_run, pattern) => `/${pattern.source}/${pattern.flags}`,
  toData: (_run, pattern) => `/${pattern.source}/${pattern.flags}`,
};
