import type { FlowGateCalls, GateOwner } from '../../durable-objects/flow-gate-calls.ts';
import { callObject, type Objects } from '../runner/journal/object-journal.ts';

/** The gates of all workflows and workspaces with limits, by name. */
export type FlowGates = Objects<FlowGateCalls>;

/** The name of a gate's object: the id of the workflow, or of the workspace. */
export function gateName({ workspaceId, workflowId }: GateOwner): string {
  return workflowId ?? `workspace:${workspaceId}`;
}

/** Calls a gate. Each call may be repeated: a gate says the same to the same execution. */
export function callGate<Result>(
  gates: FlowGates,
  owner: GateOwner,
  call: (gate: FlowGateCalls) => Promise<Result>,
): Promise<Result> {
  return callObject(gates, gateName(owner), call);
}
