import { RE2JS } from 're2js';
import { patternSize } from '../../engine/expression/values/pattern-size.ts';
import { meteredInput } from '../../engine/text/metered-text.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import { cutText } from '../../shared/text/cut-text.ts';
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

export type Replacement = {
  readonly replace: string;
  readonly ignore_case: boolean;
  readonly maxLength: number;
  readonly work: WorkMeter;
};

/** A text that is paid for as it is read: a search for all matches may read the rest of it again for each of them. */
function paidInput(pattern: RE2JS, text: string, work: WorkMeter): ReturnType<typeof meteredInput> {
  const stepsPerCharacter = pattern.programSize() / WORK_PER_STEP;
  return meteredInput(text, { stepsPerCharacter, pay: work.spend });
}

/** How often a pattern matches, one match after the other. */
function countMatches(pattern: RE2JS, text: string, work: WorkMeter): number {
  const matcher = pattern.matcher(paidInput(pattern, text, work));
  let matches = 0;
  while (matcher.find()) matches += 1;
  return matches;
}

/**
 * The text with each match of a regular expression replaced; `$1` in the replacement is the first group. `null` if that could
 * be longer than `maxLength`, which is found out before anything is made: each reference may stand for the whole text once.
 */
export function replacePattern(text: string, pattern: string, options: Replacement): string | null {
  const { replace, ignore_case, work } = options;
  const compiled = compile(pattern, ignore_case, work);
  const references = replace.split('$').length - 1;
  const longest = text.length + countMatches(compiled, text, work) * replace.length + references * text.length;
  return longest > options.maxLength ? null : compiled.matcher(paidInput(compiled, text, work)).replaceAll(replace);
}

function compile(pattern: string, ignoreCase: boolean, work: WorkMeter): RE2JS {
  const key = `${ignoreCase}:${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  work.spend(STEPS_PER_INSTRUCTION * patternSize(pattern.slice(0, MAX_SOURCE)));
  const fresh = parse(pattern, ignoreCase);
  compiled.set(key, fresh);
  return fresh;
}

/** How much of a pattern, and of what the engine says of it, a message shows. */
const SHOWN = 100;

function shown(text: string): string {
  return text.length > SHOWN ? `${cutText(text, SHOWN)}…` : text;
}

function parse(pattern: string, ignoreCase: boolean): RE2JS {
  if (pattern.length > MAX_SOURCE) {
    throw new NodeError(
      'pattern.invalid',
      `the regular expression ${shown(pattern)} has ${pattern.length} characters, where ${MAX_SOURCE} are allowed`,
    );
  }
  const literal = LITERAL.exec(pattern);
  const source = literal?.[1] ?? pattern;
  if (patternSize(source) > MAX_SIZE)
    throw new NodeError('pattern.invalid', `the regular expression ${shown(pattern)} is too large`);
  const letters = `${literal?.[2] ?? ''}${ignoreCase ? 'i' : ''}`;
  const flags = Array.from(letters).reduce((bits, letter) => bits | (FLAGS[letter] ?? 0), 0);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'not understood';
    throw new NodeError(
      'pattern.invalid',
      `the regular expression ${shown(pattern)} cannot be used: ${shown(reason)}`,
      { cause },
    );
  }
}
