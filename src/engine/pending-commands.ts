import type { ExecutionCommand } from './command.ts';
import { type ExecutionState, type NodeRunView, nextDue } from './state.ts';
import { valuesOf } from './structure/vector.ts';

/** The command to perform a run. */
export function runCommand(view: NodeRunView): ExecutionCommand {
  const { node, run, attempt, inputs, firstRun, resumed } = view;
  return { type: 'run_node', node, run, attempt, inputs, firstRun, resumed };
}

/** The commands that still have to be carried out, for a runner that has only the state. A wait that is over ends `now`. */
export function pendingCommands(state: ExecutionState, now: number): readonly ExecutionCommand[] {
  if (state.outcome !== null) return [{ type: 'finish', outcome: state.outcome }];
  if (state.trigger === null) return [];
  if (state.tally.running === 0) return [waitCommand(state, now)];
  return valuesOf(state.runs)
    .filter((run) => run.status === 'running')
    .map(runCommand);
}

/** The command to wait for what is due next, at the earliest `now`. */
export function waitCommand(state: ExecutionState, now: number): ExecutionCommand {
  const due = nextDue(state);
  return { type: 'wait', until: due === null ? null : Math.max(due, now) };
}
