import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { CallingRun } from '../../executions/calls/execution-calls.ts';
import { MAX_CALL_DATA } from '../../executions/model/call-limits.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { readInputs } from '../../nodes/calls/typed-inputs.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { WorkflowCall, WorkflowCalls } from '../../nodes/node-run.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import { executionFields } from '../workflow/compiled-workflow.ts';
import type { CallableWorkflow } from './callable-workflow.ts';

/** The attempt of a node run that calls workflows, and what the rules on calls ask about it. */
export type Caller = CallingRun & {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly depth: number;
  /** Where the call stands in its trace; `null`: it is not traced. */
  readonly traceparent: string | null;
};

/** The workflows that a node calls, by id. */
export type Callables = ReadonlyMap<string, CallableWorkflow>;

/** One of the calls of a node. `place`: its index among them. */
type PlacedCall = {
  readonly call: WorkflowCall;
  readonly place: number;
  readonly id: string;
  readonly createdAt: number;
  readonly awaited: boolean;
};

/** What the called workflow gets: its items as plain JSON, and their files apart, by the index of the item. */
function inputOf(
  { inputs }: CallableWorkflow,
  { items, offset }: WorkflowCall,
): { json: JsonValue; files: JsonObject } {
  const json = items.map((item, index) => readInputs(inputs, item.json, offset + index));
  const files = items.flatMap(({ binary }, index) => (binary === undefined ? [] : [[index, binary] as const]));
  return { json, files: Object.fromEntries(files) };
}

function calledExecution(caller: Caller, callable: CallableWorkflow, placed: PlacedCall): NewExecution {
  const { json, files } = inputOf(callable, placed.call);
  return newExecution({
    ...executionFields(callable.workflow),
    id: placed.id,
    createdAt: placed.createdAt,
    workspaceId: caller.workspaceId,
    triggerType: 'workflow',
    triggerNodeId: callable.triggerNodeId,
    triggerData: {
      execution_id: caller.executionId,
      node_id: caller.nodeId,
      workflow_id: caller.workflowId,
      place: placed.place,
      awaited: placed.awaited,
      files,
      ...(caller.traceparent === null ? {} : { traceparent: caller.traceparent }),
    },
    inputData: json,
    depth: caller.depth + 1,
  });
}

function assertDataFit(executions: readonly NewExecution[]): void {
  const length = executions.reduce((sum, one) => sum + JSON.stringify([one.inputData, one.triggerData]).length, 0);
  if (length <= MAX_CALL_DATA) return;
  const message = `The calls carry ${length} characters, where ${MAX_CALL_DATA} may be`;
  throw new NodeError('workflow.input_too_large', message);
}

/**
 * The executions that calls start, in their order. Their ids ascend in the same order, so that sorting by id keeps it. Throws
 * `NodeError` `workflow.input_invalid`, `workflow.input_too_large`.
 */
export function calledExecutions(
  { clock, newId }: { readonly clock: Clock; readonly newId: IdSource },
  caller: Caller,
  { calls, awaited, callables }: WorkflowCalls & { readonly callables: Callables },
): readonly NewExecution[] {
  const createdAt = clock();
  const ids = calls.map(() => newId(createdAt)).sort();
  const executions = calls.map((call, place) => {
    const callable = callables.get(call.workflowId);
    if (callable === undefined) throw new RangeError(`Workflow ${call.workflowId} was not loaded.`);
    return calledExecution(caller, callable, { call, place, id: ids[place] ?? '', createdAt, awaited });
  });
  assertDataFit(executions);
  return executions;
}
