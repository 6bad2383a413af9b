import type { ExecutionEvent } from './event.ts';
import type { Plan } from './plan.ts';
import type { ExecutionState } from './state.ts';
import { closeDraft, type Step } from './steps/close-draft.ts';
import { type Draft, endExecution, openDraft } from './steps/draft.ts';
import { carryOn } from './steps/flow.ts';
import { onNodeCompleted, onNodeFailed, onNodeResumed, onNodeStarted, onNodeWaiting } from './steps/on-report.ts';
import { onRunnerChanged } from './steps/on-runner-changed.ts';
import { onStarted } from './steps/on-started.ts';
import { onTimerDue } from './steps/on-timer-due.ts';

/**
 * What an event makes of an execution, and what is to be done next. Pure, and in a time that doesn't grow with the
 * execution: only with the connections that the event decides. `now` is the moment of the event (ms since epoch).
 *
 * A stale or doubled report, and any event after the end, gives back the same state and no commands.
 */
export function advance(plan: Plan, state: ExecutionState, event: ExecutionEvent, now: number): Step {
  if (state.outcome !== null) return { state, commands: [] };
  const draft = openDraft(plan, state, now);
  if (!apply(draft, event)) return { state, commands: [] };
  carryOn(draft);
  return closeDraft(draft);
}

/** Whether the event meant anything. */
function apply(draft: Draft, event: ExecutionEvent): boolean {
  switch (event.type) {
    case 'started':
      return onStarted(draft, event.trigger);
    case 'node_started':
      return onNodeStarted(draft, event);
    case 'node_completed':
      return onNodeCompleted(draft, event);
    case 'node_failed':
      return onNodeFailed(draft, event);
    case 'node_waiting':
      return onNodeWaiting(draft, event);
    case 'node_resumed':
      return onNodeResumed(draft, event);
    case 'timer_due':
      return onTimerDue(draft);
    case 'runner_changed':
      return onRunnerChanged(draft, event.epoch);
    case 'cancel_requested':
      endExecution(draft, { status: 'cancelled' });
      return true;
  }
}
