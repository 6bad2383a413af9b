import { z } from 'zod';
import type { JsonObject } from '../engine/json.ts';
import { MAX_NODES } from '../engine/validate-graph.ts';
import type { Actor } from '../security/permissions.ts';
import type { LinkPurpose } from '../security/resume-links.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { hasEnded, loadExecution } from './get-execution.ts';
import type { OpenWait } from './model/waits.schemas.ts';

/** An execution waits once at each of its nodes at most, so this list is whole. */
const LIMIT = MAX_NODES;

const LIST = `SELECT node_id, run_index, kind, details, created_at, expires_at FROM execution_waits
WHERE execution_id = $1::uuid AND kind IN ('webhook', 'approval') AND resumed_at IS NULL AND closed_at IS NULL
  AND (expires_at IS NULL OR expires_at > now())
ORDER BY created_at, node_id LIMIT $2::int`;

const moment = z.coerce.date().transform((date) => date.toISOString());

const rowSchema = z.object({
  node_id: z.string(),
  run_index: z.number(),
  kind: z.enum(['webhook', 'approval']),
  details: z.custom<JsonObject>(),
  created_at: moment,
  expires_at: moment.nullable(),
});

const PURPOSES: { readonly [kind in OpenWait['kind']]: LinkPurpose } = { webhook: 'resume', approval: 'approval' };

/** The answer to a caller is the caller's affair, and may be long. */
function shown({ response, ...details }: JsonObject): JsonObject {
  return details;
}

/** The waits at which an execution stands, with their URLs. Throws `executions.not_found`. */
export async function listWaits(deps: ExecutionDeps, actor: Actor, id: string): Promise<readonly OpenWait[]> {
  const { execution } = await loadExecution(deps, actor, id);
  if (hasEnded(execution) || execution.cancel_requested_at !== null) return [];
  const rows = await deps.db.sql.query(LIST, [id, LIMIT]);
  return rows.map((row) => {
    const wait = rowSchema.parse(row);
    const target = { purpose: PURPOSES[wait.kind], executionId: id, nodeId: wait.node_id };
    return { ...wait, details: shown(wait.details), url: deps.links.url(target) };
  });
}
