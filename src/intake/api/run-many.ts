import type { WorkflowNode } from '../../engine/workflow.ts';
import { type EntryText, entryText } from '../../executions/lifecycle/entry-text.ts';
import { workflowGuard } from '../../executions/lifecycle/insert-execution.ts';
import { type InsertResult, insertTexts } from '../../executions/lifecycle/insert-texts.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { assertMayStart } from '../../plans/refusals.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import type { Background, IntakeDeps } from '../intake-deps.ts';
import { sendStarts } from '../start/enqueue-execution.ts';
import { findDuplicates } from '../start/find-duplicate.ts';
import { chooseTrigger } from './choose-trigger.ts';
import { loadRunnable, type RunDeps } from './load-runnable.ts';
import { planOrders } from './plan-runs.ts';
import type { RunMany, RunManyResult } from './run-many.schemas.ts';
import { type Inserted, runResults } from './run-many-answer.ts';
import { unknownTrigger } from './run-workflow.errors.ts';

/** Executions that one statement inserts. */
const CHUNK = 250;

/** A request to run a workflow many times, put together from its path, body and headers. */
export type RunManyRequest = RunMany & {
  readonly workflowId: string;
  readonly idempotencyKey: string | null;
  readonly background: Background;
};

function triggerOf(workflow: CompiledWorkflow, wanted: string | undefined): WorkflowNode {
  const id = chooseTrigger({ whole: workflow, part: workflow, wanted });
  const node = workflow.plan.nodes[workflow.plan.byId.get(id) ?? -1]?.node;
  if (node === undefined) throw unknownTrigger(id, []);
  return node;
}

function queuedText(execution: NewExecution): EntryText {
  return entryText({ execution, entry: { type: 'queued' }, guard: workflowGuard(execution) });
}

/** Inserts some hundred at a time. What is in is sent, also if the database goes away before the rest is. */
async function insertAll(
  deps: IntakeDeps,
  background: Background,
  executions: readonly NewExecution[],
): Promise<ReadonlyMap<string, InsertResult>> {
  const results = new Map<string, InsertResult>();
  try {
    for (let start = 0; start < executions.length; start += CHUNK) {
      const chunk = executions.slice(start, start + CHUNK);
      const inserted = await insertTexts(deps.db, chunk.map(queuedText));
      for (const [index, { id }] of chunk.entries()) results.set(id, inserted[index] ?? 'stale');
    }
  } finally {
    background(
      sendStarts(
        deps,
        executions.filter(({ id }) => results.get(id) === 'inserted'),
      ),
    );
  }
  return results;
}

async function withEarlier(
  deps: IntakeDeps,
  workspaceId: string,
  { executions, results }: Omit<Inserted, 'earlier'> & { readonly executions: readonly NewExecution[] },
): Promise<Inserted> {
  const keys = executions.flatMap(({ id, dedupeKey }) =>
    results.get(id) === 'duplicate' && dedupeKey !== null ? [dedupeKey] : [],
  );
  return { results, earlier: await findDuplicates(deps.people, workspaceId, keys) };
}

/**
 * Starts many executions of a workflow. All are checked before any is stored; each is accepted or refused by itself, and the
 * answer tells of each. Throws `AppError` for what concerns all of them: `workflows.*`, `executions.unknown_trigger`, `plans.*`.
 */
export async function runMany(deps: RunDeps, actor: Actor, request: RunManyRequest): Promise<RunManyResult> {
  const workflow = await loadRunnable(deps, actor, { workflowId: request.workflowId, version: request.version });
  await assertMayStart(deps.refusals, actor.workspaceId);
  const trigger = triggerOf(workflow, request.trigger_node_id);
  const { idempotencyKey } = request;
  const context = { actor, workflow, trigger, idempotencyKey, now: deps.services.clock() };
  const planned = planOrders(deps, context, request.runs);
  const executions = planned.flatMap((one) => (one.type === 'execution' ? [one.execution] : []));
  const { workspaceId } = actor;
  const results = await insertAll(deps, request.background, executions);
  return runResults(planned, await withEarlier(deps, workspaceId, { executions, results }));
}
