import { z } from 'zod';
import { type AuditEntry, auditEntry } from '../../audit/audited-change.ts';
import { MAX_NODES } from '../../engine/validate-graph.ts';
import type { Actor } from '../../security/permissions.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import type { StoredExecution } from '../executions.repository.ts';
import { getExecution, liveNodes, loadExecution } from '../get-execution.ts';
import { createdAtOf } from '../model/created-at.ts';
import type { Execution } from '../model/executions.schemas.ts';
import { decisionNeeded, nothingToSkip, severalWaits } from './repair.errors.ts';
import type { SkipWait } from './repair.schemas.ts';
import { OPEN_WAITS, SKIP_OUTSIDE, SKIP_TIME, START_NOW } from './skip-statements.ts';

const TIME_NODE = 'logic.wait';

const waitSchema = z.object({
  node_id: z.string(),
  run_index: z.number(),
  attempt: z.number(),
  kind: z.enum(['webhook', 'approval', 'form', 'time']),
});

/** An attempt of a node run that waits. */
type SkippableWait = z.infer<typeof waitSchema>;

/** Waits for a moment, as the journal tells them: nothing else waits there without a row. */
async function timeWaits(deps: ExecutionDeps, stored: StoredExecution): Promise<readonly SkippableWait[]> {
  const nodes = (await liveNodes(deps, stored)) ?? [];
  return nodes
    .filter((node) => node.status === 'waiting' && node.node_type === TIME_NODE && node.error_code === null)
    .map(({ node_id, run_index, retry_count }) => ({ node_id, run_index, attempt: retry_count + 1, kind: 'time' }));
}

function keyOf({ node_id, run_index }: SkippableWait): string {
  return `${run_index}:${node_id}`;
}

async function waitsOf(deps: ExecutionDeps, stored: StoredExecution): Promise<readonly SkippableWait[]> {
  const rows = await deps.db.sql.query(OPEN_WAITS, [stored.execution.id, MAX_NODES]);
  const outside = z.array(waitSchema).parse(rows);
  const known = new Set(outside.map(keyOf));
  return [...outside, ...(await timeWaits(deps, stored)).filter((wait) => !known.has(keyOf(wait)))];
}

function chosen(waits: readonly SkippableWait[], { node_id: nodeId }: SkipWait): SkippableWait {
  const wanted = nodeId === undefined ? waits : waits.filter((wait) => wait.node_id === nodeId);
  const [wait, another] = wanted;
  if (wait === undefined) throw nothingToSkip();
  if (another !== undefined && another.node_id !== wait.node_id) {
    throw severalWaits([...new Set(wanted.map(({ node_id }) => node_id))]);
  }
  if (wait.kind === 'approval') throw decisionNeeded();
  return wait;
}

function entryOf(
  deps: ExecutionDeps,
  actor: Actor,
  { id, node_id }: { id: string; node_id: string | null },
): AuditEntry {
  const now = deps.now();
  return auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'executions.wait_skipped',
    target_type: 'execution',
    target_id: id,
    details: { node_id },
  });
}

/** Cuts the wait short; gives where the execution is then: on its way to a runner, or with a busy one. */
async function skip(
  deps: ExecutionDeps,
  actor: Actor,
  { id, wait }: { id: string; wait: SkippableWait },
): Promise<unknown> {
  const { node_id, run_index, attempt, kind } = wait;
  const audit = entryOf(deps, actor, { id, node_id });
  const given = JSON.stringify({ audit, payload: { skipped: true } });
  const statement = kind === 'time' ? SKIP_TIME : SKIP_OUTSIDE;
  const [row] = await deps.db.sql.query(statement, [
    given,
    id,
    node_id,
    run_index,
    attempt,
    createdAtOf(id).toISOString(),
  ]);
  return row?.status ?? null;
}

async function startNow(deps: ExecutionDeps, actor: Actor, id: string): Promise<unknown> {
  const audit = entryOf(deps, actor, { id, node_id: null });
  const [row] = await deps.db.sql.query(START_NOW, [JSON.stringify({ audit }), id, createdAtOf(id).toISOString()]);
  return row?.status ?? null;
}

function waitsForStart({ status, start_at, started_at }: Execution): boolean {
  return status === 'waiting' && start_at !== null && started_at === null;
}

/**
 * Lets an execution that waits go on at once: for a moment, for a call or for a form. Its items go on, with `resumed_by: skip`. One
 * that was to start later starts now. Throws `executions.not_found`, `executions.nothing_to_skip`, `executions.several_waits`,
 * `executions.decision_needed`.
 */
export async function skipWait(
  deps: ExecutionDeps,
  actor: Actor,
  request: SkipWait & { id: string },
): Promise<Execution> {
  const { id } = request;
  const stored = await loadExecution(deps, actor, id);
  const status = waitsForStart(stored.execution)
    ? await startNow(deps, actor, id)
    : await skip(deps, actor, { id, wait: chosen(await waitsOf(deps, stored), request) });
  if (status === null) throw nothingToSkip();
  if (status === 'running') await deps.wakeObject(id);
  else await deps.enqueue([id], stored.execution.workflow_id);
  return getExecution(deps, actor, id);
}
