import type { ExecutionCommand } from '../command.ts';
import { waitCommand } from '../pending-commands.ts';
import type { Countdown, ExecutionState } from '../state.ts';
import { withoutEarliest } from '../structure/timer-heap.ts';
import { valueAt } from '../structure/vector.ts';
import { type Draft, endExecution } from './draft.ts';

/** The result of applying an event. */
export type Step = { readonly state: ExecutionState; readonly commands: readonly ExecutionCommand[] };

/** Finishes a draft. An execution without unfinished runs is completed; one in which no node runs waits. */
export function closeDraft(draft: Draft): Step {
  const { state, now } = draft;
  const { running, retrying, waiting } = state.tally;
  if (running + retrying + waiting === 0) endExecution(draft, { status: 'completed' });
  if (state.outcome !== null) return { state, commands: [{ type: 'finish', outcome: state.outcome }] };
  dropStaleTimers(draft);
  state.countdown = countdownAfter(state, now);
  const commands = running === 0 ? [...draft.commands, waitCommand(state, now)] : draft.commands;
  return { state, commands };
}

function dropStaleTimers({ state }: Draft): void {
  while (state.timers !== null) {
    const { at, slot } = state.timers.timer;
    if (valueAt(state.runs, slot).due === at) return;
    state.timers = withoutEarliest(state.timers);
  }
}

/** Stops the time limit while everything waits, unless it has run out already. */
function countdownAfter({ tally, countdown }: ExecutionState, now: number): Countdown {
  const onlyWaiting = tally.waiting > 0 && tally.running + tally.retrying === 0;
  if (countdown.type === 'stopped') {
    return onlyWaiting ? countdown : { type: 'running', deadline: now + countdown.remaining };
  }
  const stops = onlyWaiting && countdown.deadline > now;
  return stops ? { type: 'stopped', remaining: countdown.deadline - now } : countdown;
}
