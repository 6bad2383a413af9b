import { isAtMostOnce } from '../at-most-once.ts';
import type { ExecutionEvent } from '../event.ts';
import { isRetried, retryDelay } from '../retry.ts';
import { valueAt } from '../structure/vector.ts';
import { type Draft, planNode } from './draft.ts';
import { changeRun, pauseRun, performAgain, slotOf } from './runs.ts';
import { completeRun, failRun } from './settle-run.ts';

type Report<Type> = Extract<ExecutionEvent, { readonly type: Type }>;

/** The runner is about to perform a writing node: from now on its effect may have happened. */
export function onNodeStarted(draft: Draft, event: Report<'node_started'>): boolean {
  const slot = slotOf(draft, event, ['running']);
  if (slot === null || isOtherAttempt(draft, slot, event.attempt)) return false;
  changeRun(draft, slot, { intended: true });
  return true;
}

/** A node has completed, after it ran or while it waited. */
export function onNodeCompleted(draft: Draft, event: Report<'node_completed'>): boolean {
  const slot = slotOf(draft, event, ['running', 'waiting']);
  if (slot === null) return false;
  completeRun(draft, slot, event.counts);
  return true;
}

/** An attempt failed. It is retried if the policy says so and its effect can't happen twice by that. */
export function onNodeFailed(draft: Draft, event: Report<'node_failed'>): boolean {
  const slot = slotOf(draft, event, ['running', 'waiting']);
  if (slot === null || isOtherAttempt(draft, slot, event.attempt)) return false;
  const node = planNode(draft, event.node);
  const { failure, counts } = event;
  const effect = isAtMostOnce(node) ? failure.effect : undefined;
  if (effect === undefined && isRetried(node.retry, event))
    pauseRun(draft, slot, { status: 'retrying', failure, due: draft.now + retryDelay(node.retry, event) });
  else failRun(draft, slot, { status: effect === 'unknown' ? 'unknown' : 'failed', failure, counts });
  return true;
}

/** A node starts to wait. Its effect, if it has one, has happened. */
export function onNodeWaiting(draft: Draft, event: Report<'node_waiting'>): boolean {
  const slot = slotOf(draft, event, ['running']);
  if (slot === null) return false;
  pauseRun(draft, slot, { status: 'waiting', due: event.until, resumed: false, intended: false });
  return true;
}

/** What a node waited for has come. Its timer no longer counts. */
export function onNodeResumed(draft: Draft, event: Report<'node_resumed'>): boolean {
  const slot = slotOf(draft, event, ['waiting']);
  if (slot === null || isOtherAttempt(draft, slot, event.attempt)) return false;
  performAgain(draft, slot, { resumed: true });
  return true;
}

function isOtherAttempt(draft: Draft, slot: number, attempt: number): boolean {
  return valueAt(draft.state.runs, slot).attempt !== attempt;
}
