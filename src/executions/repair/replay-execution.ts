import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import { getExecution, loadExecution } from '../get-execution.ts';
import { isRedacted } from '../history/redacted-json.ts';
import { insertExecution, workflowGuard } from '../lifecycle/insert-execution.ts';
import type { NewExecution } from '../model/execution-record.ts';
import { dataNotKept, retryImpossible } from '../model/executions.errors.ts';
import type { Execution } from '../model/executions.schemas.ts';
import { runAgain } from '../run-again.ts';
import { notReplayable, triggerMissing } from './repair.errors.ts';
import type { Replay } from './repair.schemas.ts';

/** What came from outside, and can come once more: the row holds all of it. */
const REPLAYABLE: ReadonlySet<string> = new Set(['webhook', 'form']);

const PUBLISHED = `SELECT published_version FROM workflows
WHERE id = $1::uuid AND workspace_id = $2::uuid AND status <> 'archived'`;

/** The version to replay against, if the actor may run it. */
async function versionOf(
  deps: ExecutionDeps,
  actor: Actor,
  { workflowId, choice }: { workflowId: string; choice: Replay['version'] },
): Promise<number> {
  const [row] = await deps.db.sql.query(PUBLISHED, [workflowId, actor.workspaceId]);
  if (row === undefined) throw retryImpossible();
  const version =
    choice === 'draft'
      ? await deps.versionToRun(actor, { workflowId, version: 'latest' })
      : z.number().nullable().parse(row.published_version);
  if (version === null) throw retryImpossible();
  return version;
}

/** The replay has to come in by the same node: a trigger of the same type that is still there. */
async function assertTrigger(
  deps: ExecutionDeps,
  { workflow_id: id, ...execution }: Execution,
  version: number,
): Promise<void> {
  const [before, graph] = await Promise.all([deps.graphOf(id, execution.workflow_version), deps.graphOf(id, version)]);
  const isTrigger = ({ id: nodeId }: { id: string }): boolean => nodeId === execution.trigger_node_id;
  const now = graph?.nodes.find(isTrigger);
  const then = before?.nodes.find(isTrigger);
  if (now === undefined || now.disabled === true || (then !== undefined && then.type !== now.type))
    throw triggerMissing();
}

async function replayOf(
  deps: ExecutionDeps,
  actor: Actor,
  { execution, version, choice }: { execution: Execution; version: number; choice: Replay['version'] },
): Promise<NewExecution> {
  const workflowId = execution.workflow_id;
  const described = await deps.describeRun({ workflowId, version, options: {} });
  if (described === null) throw retryImpossible();
  return runAgain(deps, actor, {
    execution,
    workflowVersion: version,
    triggerType: choice === 'draft' ? 'manual' : execution.trigger_type,
    hasEffects: described.hasEffects,
    nodesTotal: described.nodes,
  });
}

/**
 * Lets what a webhook or a form has brought come in once more: a new execution of the published version or the draft, whatever became
 * of the first. Throws `executions.not_found`, `executions.not_replayable`, `executions.trigger_missing`,
 * `executions.data_not_kept`, `executions.workflow_unavailable`, `workflows.credential_use_denied`.
 */
export async function replayExecution(
  deps: ExecutionDeps,
  actor: Actor,
  request: Replay & { id: string },
): Promise<Execution> {
  const { execution } = await loadExecution(deps, actor, request.id);
  if (!REPLAYABLE.has(execution.trigger_type)) throw notReplayable(execution.trigger_type);
  if (isRedacted(execution.trigger_data)) throw dataNotKept(execution.trigger_node_id ?? '');
  const { version: choice } = request;
  const version = await versionOf(deps, actor, { workflowId: execution.workflow_id, choice });
  await assertTrigger(deps, execution, version);
  const replay = await replayOf(deps, actor, { execution, version, choice });
  const guard = workflowGuard(replay);
  const inserted = await insertExecution(deps.db, { execution: replay, entry: { type: 'queued' }, guard });
  if (inserted !== 'inserted') throw retryImpossible();
  await deps.enqueue([replay.id], replay.workflowId);
  return getExecution(deps, actor, replay.id);
}
