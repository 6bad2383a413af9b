import { auditEntry } from '../../audit/audited-change.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Actor } from '../../security/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import { loadExecution } from '../get-execution.ts';
import { SETTLE } from './attention-statements.ts';
import { toAttention } from './list-attention.ts';
import { nothingToSettle } from './repair.errors.ts';
import type { Attention, SettleExecution, SettleNode } from './repair.schemas.ts';

/** How much JSON the items may be that somebody names, in UTF-16 units: as much as history keeps of a node run. */
const MAX_OUTPUT = 400_000;

/** What is settled: a run of a node or, with an empty `nodeId`, the execution as a whole. */
type Settlement = SettleExecution & {
  readonly id: string;
  readonly nodeId: string;
  readonly runIndex: number;
  readonly output: readonly JsonObject[] | null;
};

async function settle(deps: ExecutionDeps, actor: Actor, settlement: Settlement): Promise<Attention> {
  const { id, nodeId, runIndex, outcome, note = null, output } = settlement;
  await loadExecution(deps, actor, id);
  const now = deps.now();
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'executions.settled',
    target_type: 'execution',
    target_id: id,
    details: { node_id: nodeId === '' ? null : nodeId, run_index: runIndex, outcome },
  });
  const given = JSON.stringify({ audit, outcome, note, output, user_id: actor.userId });
  const [row] = await deps.db.sql.query(SETTLE, [given, actor.workspaceId, id, nodeId, runIndex]);
  if (row === undefined) throw nothingToSettle();
  return toAttention(row);
}

function outputTooLong(): AppError {
  const code = 'executions.output_too_long';
  const message = `The output may have ${MAX_OUTPUT} characters of JSON at most.`;
  return new AppError(code, 413, message, { faults: [{ code, message, path: ['output'], in: 'body' }] });
}

/**
 * Says of a node run whose outcome is unknown what came of it, once. Throws `executions.not_found`,
 * `executions.nothing_to_settle`, `executions.output_too_long`.
 */
export async function settleNode(
  deps: ExecutionDeps,
  actor: Actor,
  { id, nodeId, input }: { id: string; nodeId: string; input: SettleNode },
): Promise<Attention> {
  const { output = null, run_index: runIndex, ...said } = input;
  if (output !== null && jsonLength(output) > MAX_OUTPUT) throw outputTooLong();
  return settle(deps, actor, { ...said, id, nodeId, runIndex, output });
}

/** The same of an execution that was given up. */
export function settleExecution(
  deps: ExecutionDeps,
  actor: Actor,
  { id, input }: { id: string; input: SettleExecution },
): Promise<Attention> {
  return settle(deps, actor, { ...input, id, nodeId: '', runIndex: 0, output: null });
}
