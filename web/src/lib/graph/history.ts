import { apply } from './apply.ts';
import { type Command, mergeKey } from './command.ts';
import type { Graph } from './graph.ts';

/** How many steps can be undone. */
const MOST_STEPS = 500;

/** Commands of one kind within so long are one step, in milliseconds. */
const MERGE_MS = 800;

/** A drawing, and the ones before and after it. They share all that did not change between them. */
export type History = {
  readonly graph: Graph;
  readonly past: readonly Graph[];
  readonly future: readonly Graph[];
  /** What the last step was, for the next one to go into it. */
  readonly last: { readonly key: string | null; readonly at: number };
};

const NOTHING = { key: null, at: 0 };

export function startHistory(graph: Graph): History {
  return { graph, past: [], future: [], last: NOTHING };
}

/** Performs a command; `at` is now, in milliseconds. */
export function perform(history: History, command: Command, at: number): History {
  const graph = apply(history.graph, command);
  if (graph === history.graph) return history;
  const key = mergeKey(command);
  const joins = key !== null && key === history.last.key && at - history.last.at < MERGE_MS;
  const past = joins ? history.past : [...history.past, history.graph].slice(-MOST_STEPS);
  return { graph, past, future: [], last: { key, at } };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { graph: before, past: history.past.slice(0, -1), future: [history.graph, ...history.future], last: NOTHING };
}

export function redo(history: History): History {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { graph: after, past: [...history.past, history.graph], future, last: NOTHING };
}
