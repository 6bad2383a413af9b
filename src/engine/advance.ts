import type { ExecutionEvent } from './event.ts';
import type { Plan } from './plan.ts';
import type { ExecutionState } from './state.ts';
import { closeDraft, type Step } from './steps/close-draft.ts';
import { type Draft, endExecution, openDraft } from './steps/draft.ts';
import { runTasks } from './steps/flow.ts';
import { onNodeCompleted, onNodeFailed, onNodeResumed, onNodeStarted, onNodeWaiting } from './steps/on-report.ts';
import { onRunnerChanged } from './steps/on-runner-changed.ts';
import { onStarted } from './steps/on-started.ts';
import { onTimerDue } from './steps/on-timer-due.ts';

/**
 * Applies an event to the state of an execution, and says what is to be done next. Pure. Its time grows with the connections
 * that the event decides, not with the execution. `now` is the moment of the event (ms since epoch).
 *
 * A stale or repeated report, and any event after the end, changes nothing and gives no commands.
 */
export function advance(plan: Plan, state: ExecutionState, event: ExecutionEvent, now: number): Step {
  if (state.outcome !== null) return { state, commands: [] };
  const draft = openDraft(plan, state, now);
  if (!apply(draft, event)) return { state, commands: [] };
  runTasks(draft);
  return closeDraft(draft);
}

/** Applies the event. False if it changed nothing. */
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
