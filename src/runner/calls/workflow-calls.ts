import type { Database } from '../../db/client.ts';
import { storedIds } from '../../engine/item.ts';
import { type Callee, callEnds, prepareCalls, startCalls } from '../../executions/calls/execution-calls.ts';
import type { ExecutionFiles } from '../../executions/files/file-types.ts';
import { MAX_CALL_DATA, MAX_CALLS_IN_TREE } from '../../executions/model/call-limits.ts';
import type { WaitKey } from '../../executions/waits/execution-waits.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CallEnd, StartedCalls, WorkflowCalls } from '../../nodes/node-run.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import { MAX_CALL_DEPTH } from '../limits.ts';
import type { WorkflowSource } from '../workflow/workflow-source.ts';
import { toCallEnds } from './call-ends.ts';
import { type CallableWorkflow, callableWorkflow } from './callable-workflow.ts';
import { type Callables, type Caller, calledExecutions } from './called-executions.ts';

/** Lets nodes execute other workflows; see `NodeCalls`. */
export type CallService = {
  start(caller: Caller, request: WorkflowCalls): Promise<StartedCalls>;
  ends(key: WaitKey): Promise<readonly CallEnd[]>;
};

export type CallServiceDeps = {
  readonly db: Database;
  readonly workflows: WorkflowSource;
  readonly clock: Clock;
  readonly newId: IdSource;
  /** `null`: there is no bucket. */
  readonly files: ExecutionFiles | null;
  /** Sends executions to the queue. Never throws: the sweep sends again what the queue did not take. */
  readonly enqueue: (ids: readonly string[]) => Promise<void>;
};

function assertMayCall({ depth }: Caller, inTree: number, calls: number): void {
  if (depth + 1 >= MAX_CALL_DEPTH) {
    const message = `Executions can call one another ${MAX_CALL_DEPTH} deep, and this one is as deep as that`;
    throw new NodeError('workflow.too_deep', message);
  }
  if (inTree + calls <= MAX_CALLS_IN_TREE) return;
  const message = `The executions that call one another have started ${inTree}, where ${MAX_CALLS_IN_TREE} are allowed`;
  throw new NodeError('workflow.too_many_calls', message);
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

/** Starts nothing if the caller was cancelled or given to another runner in the meantime. */
async function start(deps: CallServiceDeps, caller: Caller, request: WorkflowCalls): Promise<StartedCalls> {
  const { workspaceId } = caller;
  const ids = [...new Set(request.calls.map((call) => call.workflowId))];
  const prepare = () =>
    repeatOnFailure(SHORT_PAUSES, () => prepareCalls(deps.db, caller, { workspaceId, workflowIds: ids }));
  const { started, inTree, callees } = await prepare();
  if (started.ids.length > 0) return started;
  assertMayCall(caller, inTree, request.calls.length);
  const callables = await loadCallables(deps, caller, { ids, callees });
  const executions = calledExecutions(deps, caller, { ...request, callables });
  const { awaited } = request;
  const fresh = await repeatOnFailure(SHORT_PAUSES, () => startCalls(deps.db, caller, { executions, awaited }));
  if (fresh) return { ids: executions.map(({ id }) => id), ended: false };
  const now = await prepare();
  if (now.started.ids.length === 0) assertMayCall(caller, now.inTree, request.calls.length);
  return now.started;
}

/** Lets each called execution hold the files of its items, before it begins. */
async function handOnFiles(
  { files }: CallServiceDeps,
  { workspaceId, executionId }: Caller,
  { calls, ids }: { readonly calls: WorkflowCalls['calls']; readonly ids: readonly string[] },
): Promise<void> {
  if (files === null) return;
  for (const [place, { items }] of calls.entries()) {
    const executionIds = ids.slice(place, place + 1);
    await files.share({ workspaceId, executionId }, { fileIds: storedIds(items), executionIds });
  }
}

export function createCallService(deps: CallServiceDeps): CallService {
  return {
    async start(caller, request) {
      const started = await start(deps, caller, request);
      await handOnFiles(deps, caller, { calls: request.calls, ids: started.ids });
      await deps.enqueue(started.ids);
      return started;
    },
    async ends(key) {
      const ends = await repeatOnFailure(SHORT_PAUSES, () => callEnds(deps.db, key, MAX_CALL_DATA));
      return toCallEnds(ends, MAX_CALL_DATA);
    },
  };
}
