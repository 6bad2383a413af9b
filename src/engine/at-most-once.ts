import type { NodeFailure } from './event.ts';
import type { PlanNode } from './plan.ts';

/** Whether what the node does to the world must not be tried again once it may have happened. */
export function isAtMostOnce({ effect, delivery }: PlanNode): boolean {
  return effect === 'write' && delivery === 'at-most-once';
}

/** The failure `node.outcome_unknown`: an effect of which nobody knows whether it happened. `why` is for people: a sentence, with its full stop or without. */
export function outcomeUnknown(why: string): NodeFailure {
  const sentence = why.endsWith('.') ? why : `${why}.`;
  const message = `${sentence} Whether the effect of the node happened is not known.`;
  return { code: 'node.outcome_unknown', message, retryable: false };
}
