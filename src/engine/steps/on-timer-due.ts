import { withoutEarliest } from '../structure/timer-heap.ts';
import { valueAt } from '../structure/vector.ts';
import { type Draft, endExecution } from './draft.ts';
import { performAgain } from './runs.ts';

/** Fires the timers that are due: the workflow's time limit or, before that, retries and waits. */
export function onTimerDue(draft: Draft): boolean {
  const { state, now } = draft;
  if (state.trigger === null) return false;
  if (state.countdown.type === 'running' && state.countdown.deadline <= now) {
    timeOut(draft);
    return true;
  }
  while (state.timers !== null && state.timers.timer.at <= now) {
    const { timer } = state.timers;
    state.timers = withoutEarliest(state.timers);
    if (valueAt(state.runs, timer.slot).due === timer.at) wake(draft, timer.slot);
  }
  return true;
}

function wake(draft: Draft, slot: number): void {
  const { status, attempt } = valueAt(draft.state.runs, slot);
  const changes = status === 'waiting' ? { resumed: true } : { attempt: attempt + 1, failure: null, resumed: false };
  performAgain(draft, slot, changes);
}

function timeOut(draft: Draft): void {
  const message = `The execution took longer than its limit of ${draft.plan.timeoutMs / 1000} s.`;
  const failure = { code: 'execution.timed_out', message, retryable: false };
  endExecution(draft, { status: 'failed', failure, node: null });
}
