import { RE2JS } from 're2js';
import { patternSize } from '../../engine/expression/values/pattern-size.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import { NodeError } from '../node-error.ts';

const FLAGS: { readonly [flag: string]: number } = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  g: 0,
  u: 0,
};

const LITERAL = /^\/(.*)\/([a-z]*)$/s;
const compiled = createLruCache<RE2JS>(500);

type Matching = { readonly ignoreCase: boolean; readonly work: WorkMeter };

/** Instructions of a compiled pattern times characters of a text: how many of them RE2 may take in one step. */
const WORK_PER_STEP = 32;

/** What it costs to compile one instruction of a pattern. */
const STEPS_PER_INSTRUCTION = 40;

/** Longer ones are no expressions of people, and what it takes to read them is not linear in their length. */
const MAX_SOURCE = 2_000;

/** About how many instructions a pattern may have when its repetitions are written out: that is what compiling it costs. */
const MAX_SIZE = 5_000;

/**
 * Whether a regular expression, plain or written as `/pattern/flags`, matches anywhere in the text. It runs in linear time
 * (RE2), which has neither look-around nor back references: `NodeError` `pattern.invalid`.
 */
export function matchesPattern(text: string, pattern: string, { ignoreCase, work }: Matching): boolean {
  const engine = compile(pattern, ignoreCase, work);
  work.spend(1 + Math.floor((text.length * engine.programSize()) / WORK_PER_STEP));
  return engine.test(text);
}

export type Replacement = { readonly replace: string; readonly ignore_case: boolean; readonly maxLength: number };

/** How often a pattern matches, one match after the other. */
function countMatches(pattern: RE2JS, text: string): number {
  const matcher = pattern.matcher(text);
  let matches = 0;
  while (matcher.find()) matches += 1;
  return matches;
}

/**
 * The text with each match of a regular expression replaced; `$1` in the replacement is the first group. `null` if that could
 * be longer than `maxLength`, which is found out before anything is made: each reference may stand for the whole text once.
 */
export function replacePattern(text: string, pattern: string, options: Replacement): string | null {
  const compiled = compile(pattern, options.ignore_case);
  const { replace } = options;
  const references = replace.split('$').length - 1;
  const longest = text.length + countMatches(compiled, text) * replace.length + references * text.length;
  return longest > options.maxLength ? null : compiled.matcher(text).replaceAll(replace);
}

function compile(pattern: string, ignoreCase: boolean, work?: WorkMeter): RE2JS {
  const key = `${ignoreCase}:${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  work?.spend(STEPS_PER_INSTRUCTION * patternSize(pattern.slice(0, MAX_SOURCE)));
  const fresh = parse(pattern, ignoreCase);
  compiled.set(key, fresh);
  return fresh;
}

function parse(pattern: string, ignoreCase: boolean): RE2JS {
  if (pattern.length > MAX_SOURCE) {
    throw new NodeError('pattern.invalid', `the regular expression has more than ${MAX_SOURCE} characters`);
  }
  const literal = LITERAL.exec(pattern);
  const source = literal?.[1] ?? pattern;
  if (patternSize(source) > MAX_SIZE)
    throw new NodeError('pattern.invalid', `the regular expression ${pattern} is too large`);
  const letters = `${literal?.[2] ?? ''}${ignoreCase ? 'i' : ''}`;
  const flags = Array.from(letters).reduce((bits, letter) => bits | (FLAGS[letter] ?? 0), 0);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'not understood';
    throw new NodeError('pattern.invalid', `the regular expression ${pattern} cannot be used: ${reason}`, { cause });
  }
}
