import type { NodeFailure } from './event.ts';
import type { PlanNode } from './plan.ts';

/** Whether the effect of the node must not be repeated once it may have happened. */
export function isAtMostOnce({ effect, delivery }: PlanNode): boolean {
  return effect === 'write' && delivery === 'at-most-once';
}

/** The failure `node.outcome_unknown`: nobody knows whether the effect happened. `why`: a sentence for people, with or without its full stop. */
export function outcomeUnknown(why: string): NodeFailure {
  const sentence = why.endsWith('.') ? why : `${why}.`;
  const message = `${sentence} Whether the effect of the node happened is not known.`;
  return { code: 'node.outcome_unknown', message, retryable: false };
}
