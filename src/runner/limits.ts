/** How much JSON the outputs of a node run may be, in UTF-16 units. In one fact, that still fits into a call of an object. */
export const MAX_RESULT_LENGTH = 16_000_000;

/** The same for a node without effect, if each character takes one byte: a call takes 32 MiB. */
export const MAX_LATIN1_LENGTH = 32_000_000;

/** What one node run may do, over all of its items: see `WorkMeter`. A second or two, of which an honest run takes a fraction. */
export const MAX_NODE_STEPS = 20_000_000;

/** What each item that it receives adds to that. */
export const MAX_STEPS_PER_ITEM = 1_000;

/** The steps of a node run that receives so many items. */
export function nodeSteps(items: number): number {
  return MAX_NODE_STEPS + MAX_STEPS_PER_ITEM * items;
}

/** Nodes of one execution that are performed at the same time. A Worker has six connections at once; more only wait. */
export const MAX_CONCURRENT_NODES = 50;

/** The longest wait (ms) for which a runner stays. For a longer one it suspends the execution. */
export const LONGEST_HELD_WAIT = 10_000;

/** How much JSON history keeps per node run and per execution, in UTF-16 units. The rest is cut, with a marker. */
export const MAX_HISTORY_PER_NODE = 400_000;
export const MAX_HISTORY_PER_EXECUTION = 6_000_000;

/**
 * What history has no room for goes to the bucket, where there is one: outputs of so many characters of JSON or more, and so many of an
 * execution.
 */
export const LEAST_KEPT_APART = 65_536;
export const MAX_KEPT_APART = 50;

/** How many executions a chain of calls may have, the first one included. */
export const MAX_CALL_DEPTH = 10;
