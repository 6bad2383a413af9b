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

type State = {
  readonly depth: number;
  readonly next: Map<number, State>;
  /** The state of the longest end of what was read that is a beginning, too. */
  back: State | null;
  /** The length of the longest of the texts with which what was read ends; 0: none. */
  longest: number;
};

function newState(depth: number): State {
  return { depth, next: new Map(), back: null, longest: 0 };
}

function addText(root: State, text: string): void {
  let state = root;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const known = state.next.get(code) ?? newState(state.depth + 1);
    state.next.set(code, known);
    state = known;
  }
  state.longest = text.length;
}

function step(root: State, from: State, code: number): State {
  let state: State | null = from;
  while (state !== null) {
    const next = state.next.get(code);
    if (next !== undefined) return next;
    state = state.back;
  }
  return root;
}

/** In the order of their depth, so that where a state leads back to is settled before it. */
function settleBacks(root: State): void {
  const queue = [root];
  for (const state of queue) {
    for (const [code, next] of state.next) {
      next.back = state === root ? root : step(root, state.back ?? root, code);
      next.longest = Math.max(next.longest, next.back.longest);
      queue.push(next);
    }
  }
}

/** The automaton of Aho and Corasick: one pass over a text, however many are looked for. Of texts that end at one place, the longest counts. */
export function createTextFinder(texts: Iterable<string>): TextFinder {
  const root = newState(0);
  for (const text of texts) addText(root, text);
  settleBacks(root);
  return {
    *spans(text) {
      let state = root;
      for (let at = 0; at < text.length; at += 1) {
        state = step(root, state, text.charCodeAt(at));
        if (state.longest > 0) yield { start: at + 1 - state.longest, end: at + 1 };
      }
    },
    openEnd(text) {
      let state = root;
      for (let at = 0; at < text.length; at += 1) state = step(root, state, text.charCodeAt(at));
      return state.depth;
    },
  };
}
