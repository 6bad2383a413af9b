import { RE2JS, RE2JSException } from 're2js';
import { ExpressionError } from '../expression-error.ts';
import { type Run, spend } from '../run.ts';
import { toText } from './convert.ts';
import { isOf, type Kind, type Method, type Opaque, opaque } from './opaque.ts';
import { toRe2Source } from './pattern-source.ts';
import { put } from './plain.ts';

/**
 * A regular expression, run by RE2 in linear time: nothing that an author writes can hang. It differs from JavaScript's
 * in having no lookahead, no back references and no capturing groups in lookbehinds, and no state: `lastIndex` is 0.
 */
export type Pattern = {
  readonly source: string;
  readonly flags: string;
  readonly engine: RE2JS;
  /** What looking at 128 characters costs, in steps. */
  readonly weight: number;
};

/** One place where a pattern, or a plain text, was found. */
export type Match = {
  readonly index: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
  readonly named: { readonly [name: string]: unknown } | undefined;
};

const MAX_SOURCE = 2_000;
const FLAGS: ReadonlyMap<string, number> = new Map([
  ['g', 0],
  ['u', 0],
  ['v', 0],
  ['i', RE2JS.CASE_INSENSITIVE],
  ['m', RE2JS.MULTILINE],
  ['s', RE2JS.DOTALL],
]);

/** Makes a regular expression; throws `expression.regex_unsupported` for what cannot be run in linear time. */
export function makePattern(source: string, flags: string): Opaque<Pattern> {
  if (source.length > MAX_SOURCE) throw unsupported('The regular expression is too long.');
  let bits = RE2JS.LOOKBEHINDS;
  for (const flag of flags) bits |= flagBits(flag);
  try {
    const engine = RE2JS.compile(toRe2Source(source, flags.includes('s')), bits);
    return opaque(PATTERN_KIND, { source, flags, engine, weight: 1 + (engine.programSize() >>> 4) });
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw unsupported(`This regular expression cannot be used (${error.message}).`);
  }
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

/** All places where the pattern is found; only the first one without the flag `g`, unless `all` is asked for. */
export function findMatches(run: Run, pattern: Pattern, text: string): Match[] {
  spend(run, pattern.weight * (1 + (text.length >>> 7)));
  if (!pattern.flags.includes('g')) {
    const first = pattern.engine.exec(text);
    return first === null ? [] : [toMatch(first)];
  }
  const matches: Match[] = [];
  for (const found of pattern.engine.matchAll(text)) {
    spend(run, found.length);
    matches.push(toMatch(found));
  }
  return matches;
}

/** Whether the pattern is found anywhere. */
export function testPattern(run: Run, pattern: Pattern, text: string): boolean {
  spend(run, pattern.weight * (1 + (text.length >>> 7)));
  return pattern.engine.test(text);
}

type Found = { readonly index?: number; readonly groups?: object | undefined } & readonly (string | undefined)[];

function toMatch(found: Found): Match {
  const [text = '', ...groups] = found;
  return { index: found.index ?? 0, text, groups, named: found.groups && namedGroups(found.groups) };
}

function namedGroups(groups: object): { readonly [name: string]: unknown } {
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(groups)) put(named, name, value);
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

const PATTERN_KIND: Kind<Pattern> = {
  name: 'regular expression',
  typeOf: 'object',
  get: (_run, pattern, key) => PROPERTIES.get(key)?.(pattern),
  method: (key) => METHODS.get(key),
  toPrimitive: (_run, pattern) => `/${pattern.source}/${pattern.flags}`,
  toData: (_run, pattern) => `/${pattern.source}/${pattern.flags}`,
};
