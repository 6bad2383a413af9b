import type { Database } from '../../db/client.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import {
  type Callee,
  type CallingRun,
  callEnds,
  prepareCalls,
  startCalls,
} from '../../executions/calls/execution-calls.ts';
import { MAX_CALL_DATA, MAX_CALLS_IN_TREE } from '../../executions/model/call-limits.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import type { WaitKey } from '../../executions/waits/execution-waits.ts';
import { readInputs } from '../../nodes/calls/typed-inputs.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CallEnd, StartedCalls, WorkflowCall, WorkflowCalls } from '../../nodes/node-run.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import { MAX_CALL_DEPTH } from '../limits.ts';
import type { WorkflowSource } from '../workflow/workflow-source.ts';
import { toCallEnds } from './call-ends.ts';
import { type CallableWorkflow, callableWorkflow } from './callable-workflow.ts';

/** The attempt of a node run that calls workflows, and what their rules ask of it. */
type Caller = CallingRun & {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly depth: number;
};

/** Executions of workflows by nodes of others; see `NodeCalls`. */
export type CallService = {
  start(caller: Caller, request: WorkflowCalls): Promise<StartedCalls>;
  ends(key: WaitKey): Promise<readonly CallEnd[]>;
};

export type CallServiceDeps = {
  readonly db: Database;
  readonly workflows: WorkflowSource;
  readonly clock: Clock;
  readonly newId: IdSource;
  /** Hands executions to the queue; what it does not take, the sweep sends again. */
  readonly enqueue: (ids: readonly string[]) => Promise<void>;
};

type Callables = ReadonlyMap<string, CallableWorkflow>;

function checkBounds({ depth }: Caller, inTree: number, calls: number): void {
  if (depth + 1 >= MAX_CALL_DEPTH) {
    const message = `Executions can call one another ${MAX_CALL_DEPTH} deep, and this one is as deep as that`;
    throw new NodeError('workflow.too_deep', message);
  }
  if (inTree + calls <= MAX_CALLS_IN_TREE) return;
  const message = `The executions that call one another have started ${inTree}, where ${MAX_CALLS_IN_TREE} are allowed`;
  throw new NodeError('workflow.too_many_calls', message);
}

/** The items of a call as the workflow wants them; they travel as plain JSON, and their files beside. */
function inputOf(
  { inputs }: CallableWorkflow,
  { items, offset }: WorkflowCall,
): { json: JsonValue; files: JsonObject } {
  const json = items.map((item, index) => readInputs(inputs, item.json, offset + index));
  const files = items.flatMap(({ binary }, index) => (binary === undefined ? [] : [[index, binary] as const]));
  return { json, files: Object.fromEntries(files) };
}

function newExecution(
  caller: Caller,
  callable: CallableWorkflow,
  { call, place, ...about }: { call: WorkflowCall; place: number; id: string; createdAt: number; awaited: boolean },
): NewExecution {
  const { id, createdAt, awaited } = about;
  const { workflow, triggerNodeId } = callable;
  const { json, files } = inputOf(callable, call);
  const { executionId, nodeId, workflowId } = caller;
  return {
    ...{ id, createdAt, workflowId: workflow.identity.workflowId, workspaceId: caller.workspaceId },
    ...{ triggeredBy: null, workflowVersion: workflow.identity.version, triggerType: 'workflow', triggerNodeId },
    triggerData: { execution_id: executionId, node_id: nodeId, workflow_id: workflowId, place, awaited, files },
    inputData: json,
    ...{ hasEffects: workflow.plan.hasEffects, nodesTotal: workflow.plan.nodes.length },
    ...{ dedupeKey: null, parentExecutionId: null, retryCount: 0, depth: caller.depth + 1, runOptions: null },
  };
}

/** Ids in the order of the places, so that a list by id is one by place. */
function executionsOf(
  { clock, newId }: CallServiceDeps,
  caller: Caller,
  { calls, awaited, callables }: WorkflowCalls & { callables: Callables },
): NewExecution[] {
  const createdAt = clock();
  const ids = calls.map(() => newId(createdAt)).sort();
  const executions = calls.map((call, place) => {
    const callable = callables.get(call.workflowId);
    if (callable === undefined) throw new RangeError(`Workflow ${call.workflowId} was not loaded.`);
    return newExecution(caller, callable, { call, place, id: ids[place] ?? '', createdAt, awaited });
  });
  const length = executions.reduce((sum, one) => sum + JSON.stringify([one.inputData, one.triggerData]).length, 0);
  if (length <= MAX_CALL_DATA) return executions;
  throw new NodeError(
    'workflow.input_too_large',
    `The calls carry ${length} characters, where ${MAX_CALL_DATA} may be`,
  );
}

async function loadCallables(
  { workflows }: CallServiceDeps,
  caller: Caller,
  { ids, callees }: { ids: readonly string[]; callees: readonly Callee[] },
): Promise<Callables> {
  const known = new Map(callees.map((callee) => [callee.id, callee]));
  const callables = new Map<string, CallableWorkflow>();
  for (const id of ids) {
    callables.set(id, await callableWorkflow(workflows, caller.workflowId, { id, callee: known.get(id) }));
  }
  return callables;
}

/** A caller that was cancelled, or handed on, in the meantime starts nothing: it rests until it is told. */
async function start(deps: CallServiceDeps, caller: Caller, request: WorkflowCalls): Promise<StartedCalls> {
  const { workspaceId } = caller;
  const ids = [...new Set(request.calls.map((call) => call.workflowId))];
  const prepare = () =>
    repeatOnFailure(SHORT_PAUSES, () => prepareCalls(deps.db, caller, { workspaceId, workflowIds: ids }));
  const { started, inTree, callees } = await prepare();
  if (started.ids.length > 0) return started;
  checkBounds(caller, inTree, request.calls.length);
  const callables = await loadCallables(deps, caller, { ids, callees });
  const executions = executionsOf(deps, caller, { ...request, callables });
  const { awaited } = request;
  const fresh = await repeatOnFailure(SHORT_PAUSES, () => startCalls(deps.db, caller, { executions, awaited }));
  if (fresh) return { ids: executions.map(({ id }) => id), ended: false };
  const now = await prepare();
  if (now.started.ids.length === 0) checkBounds(caller, now.inTree, request.calls.length);
  return now.started;
}

export function createCallService(deps: CallServiceDeps): CallService {
  return {
    async start(caller, request) {
      const started = await start(deps, caller, request);
      await deps.enqueue(started.ids);
      return started;
    },
    async ends(key) {
      const ends = await repeatOnFailure(SHORT_PAUSES, () => callEnds(deps.db, key, MAX_CALL_DATA));
      return toCallEnds(ends, MAX_CALL_DATA);
    },
  };
}
