import type { JsonObject } from '../engine/json.ts';
import { MAX_NODES } from '../engine/validate-graph.ts';
import type { Actor } from '../security/permissions.ts';
import type { LinkPurpose } from '../security/resume-links.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { hasEnded, loadExecution } from './get-execution.ts';
import type { OpenWait } from './model/waits.schemas.ts';
import { openWaits } from './waits/open-waits.ts';

/** An execution waits once at each of its nodes at most, so this list is whole. */
const LIMIT = MAX_NODES;

const PURPOSES: { readonly [kind in OpenWait['kind']]: LinkPurpose } = {
  webhook: 'resume',
  approval: 'approval',
  form: 'form',
};

/** Without the answer that the node has ready for its caller: that may be long, and concerns the caller alone. */
function withoutResponse({ response, ...details }: JsonObject): JsonObject {
  return details;
}

/** The waits at which an execution stands, with their URLs. Throws `executions.not_found`. */
export async function listWaits(deps: ExecutionDeps, actor: Actor, id: string): Promise<readonly OpenWait[]> {
  const { execution } = await loadExecution(deps, actor, id);
  if (hasEnded(execution) || execution.cancel_requested_at !== null) return [];
  const waits = await openWaits(deps.db, id, LIMIT);
  return waits.map((wait) => ({
    ...wait,
    details: withoutResponse(wait.details),
    url: deps.links.url({ purpose: PURPOSES[wait.kind], executionId: id, nodeId: wait.node_id }),
  }));
}
