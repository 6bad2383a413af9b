/** A piece of a text, from `start` up to `end`. */
export type Span = { readonly start: number; readonly end: number };

/** Finds the places of several texts at once. */
export type TextFinder = {
  /** Every place of each of them, by its end. */
  spans(text: string): Iterable<Span>;
  /** The length of the longest beginning of one of them with which a text ends. */
  openEnd(text: string): number;
};

/** Places that overlap are one. */
export function merged(spans: Iterable<Span>): Span[] {
  const whole: Span[] = [];
  for (const span of spans) {
    let { start } = span;
    for (let last = whole.at(-1); last !== undefined && last.end > start; last = whole.at(-1)) {
      start = Math.min(start, last.start);
      whole.pop();
    }
    whole.push({ start, end: span.end });
  }
  return whole;
}

const ROOT = 0;
const NONE = -1;

/**
 * The states of an automaton, by their numbers: each is the beginning of one of the texts. Secrets have many long forms, so what each
 * state keeps is a few numbers: nearly all have one state that follows.
 */
type States = {
  /** The character that leads to `following`. */
  readonly codes: Uint16Array;
  readonly following: Int32Array;
  /** Where others lead, by state and character. */
  readonly others: Map<number, number>;
  readonly depths: Int32Array;
  /** The state of the longest end of what was read that is a beginning, too. */
  readonly backs: Int32Array;
  /** The length of the longest of the texts with which what was read ends; 0: none. */
  readonly longest: Int32Array;
};

function noStates(most: number): States {
  return {
    codes: new Uint16Array(most),
    following: new Int32Array(most).fill(NONE),
    others: new Map(),
    depths: new Int32Array(most),
    backs: new Int32Array(most),
    longest: new Int32Array(most),
  };
}

function keyOf(state: number, code: number): number {
  return state * 0x10000 + code;
}

function after({ codes, following, others }: States, state: number, code: number): number {
  const next = following[state] ?? NONE;
  if (next === NONE || codes[state] === code) return next;
  return others.get(keyOf(state, code)) ?? NONE;
}

function lead({ codes, following, others }: States, [state, code]: readonly [number, number], to: number): void {
  if (following[state] !== NONE) {
    others.set(keyOf(state, code), to);
    return;
  }
  codes[state] = code;
  following[state] = to;
}

/** How each state was come to, by its number. */
type Origins = { readonly parents: Int32Array; readonly codes: Uint16Array; count: number };

function addText(states: States, text: string, origins: Origins): void {
  let state = ROOT;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    let next = after(states, state, code);
    if (next === NONE) {
      next = origins.count;
      origins.count += 1;
      origins.parents[next] = state;
      origins.codes[next] = code;
      states.depths[next] = at + 1;
      lead(states, [state, code], next);
    }
    state = next;
  }
  states.longest[state] = text.length;
}

function step(states: States, from: number, code: number): number {
  let state = from;
  for (;;) {
    const next = after(states, state, code);
    if (next !== NONE) return next;
    if (state === ROOT) return ROOT;
    state = states.backs[state] ?? ROOT;
  }
}

/** All states but the first, those of less depth first. */
function byDepth({ depths }: States, count: number): Int32Array {
  const states = Int32Array.from({ length: count - 1 }, (_, index) => index + 1);
  return states.sort((one, other) => (depths[one] ?? 0) - (depths[other] ?? 0));
}

/** In the order of their depth, so that where a state leads back to is settled before it. */
function settleBacks(states: States, { parents, codes, count }: Origins): void {
  const { backs, longest } = states;
  for (const state of byDepth(states, count)) {
    const parent = parents[state] ?? ROOT;
    const back = parent === ROOT ? ROOT : step(states, backs[parent] ?? ROOT, codes[state] ?? 0);
    backs[state] = back;
    longest[state] = Math.max(longest[state] ?? 0, longest[back] ?? 0);
  }
}

function statesOf(texts: readonly string[]): States {
  const most = texts.reduce((sum, { length }) => sum + length, 1);
  const states = noStates(most);
  const origins = { parents: new Int32Array(most), codes: new Uint16Array(most), count: 1 };
  for (const text of texts) addText(states, text, origins);
  settleBacks(states, origins);
  return states;
}

/** The automaton of Aho and Corasick: one pass over a text, however many are looked for. Of texts that end at one place, the longest counts. */
export function createTextFinder(texts: Iterable<string>): TextFinder {
  const states = statesOf([...texts]);
  return {
    *spans(text) {
      let state = ROOT;
      for (let at = 0; at < text.length; at += 1) {
        state = step(states, state, text.charCodeAt(at));
        const length = states.longest[state] ?? 0;
        if (length > 0) yield { start: at + 1 - length, end: at + 1 };
      }
    },
    openEnd(text) {
      let state = ROOT;
      for (let at = 0; at < text.length; at += 1) state = step(states, state, text.charCodeAt(at));
      return states.depths[state] ?? 0;
    },
  };
}
