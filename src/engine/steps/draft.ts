import type { ExecutionCommand, Outcome } from '../command.ts';
import type { Plan, PlanConnection, PlanNode } from '../plan.ts';
import type { ExecutionState, NodeState } from '../state.ts';
import { elementAt } from '../structure/element.ts';
import { valueAt, withValue } from '../structure/vector.ts';

/** A node whose connections are all decided, or a loop node whose body has finished an iteration. */
export type Task = { readonly type: 'decided' | 'iterate'; readonly node: PlanNode };

/**
 * The next state while it is being made. Only the draft's own fields are replaced; what they hold is shared with the state
 * before, and never changed.
 */
export type Draft = {
  readonly plan: Plan;
  readonly now: number;
  readonly state: { -readonly [Field in keyof ExecutionState]: ExecutionState[Field] };
  readonly commands: ExecutionCommand[];
  readonly tasks: Task[];
};

/** A draft that starts out as `state`. */
export function openDraft(plan: Plan, state: ExecutionState, now: number): Draft {
  return { plan, now, state: { ...state }, commands: [], tasks: [] };
}

/** Ends the execution, unless it has ended already. */
export function endExecution(draft: Draft, outcome: Outcome): void {
  if (draft.state.outcome !== null) return;
  draft.state.outcome = outcome;
  draft.state.endedAt = draft.now;
}

/** The node of the plan with this index. */
export function planNode(draft: Draft, index: number): PlanNode {
  return elementAt(draft.plan.nodes, index);
}

/** The connections of the plan with these indices. */
export function planConnections(draft: Draft, indices: readonly number[]): readonly PlanConnection[] {
  return indices.map((index) => elementAt(draft.plan.connections, index));
}

/** Changes the state of a node. */
export function changeNode(draft: Draft, index: number, changes: Partial<NodeState>): NodeState {
  const node = { ...valueAt(draft.state.nodes, index), ...changes };
  draft.state.nodes = withValue(draft.state.nodes, index, node);
  return node;
}
