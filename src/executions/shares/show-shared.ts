import { triesFrom } from '../../attempts/address-tries.ts';
import { onBehalfOf } from '../../db/tenant-context.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import { showStored } from '../get-execution.ts';
import { nodesOf } from '../list-node-executions.ts';
import type { Execution, NodeExecution } from '../model/executions.schemas.ts';
import type { ShareDeps } from './share-deps.ts';
import { shareNotFound } from './shares.errors.ts';
import type { FoundShare } from './shares.repository.ts';
import type { SharedExecution, SharedQuery } from './shares.schemas.ts';

/** What a link shows to everybody who has it. */
function outlineOf(execution: Execution) {
  const { id, workflow_version, status, trigger_type, error_code, error_node_id } = execution;
  const { created_at, started_at, completed_at, nodes_total, nodes_completed } = execution;
  const moments = { created_at, started_at, completed_at };
  return {
    id,
    workflow_version,
    status,
    trigger_type,
    error_code,
    error_node_id,
    ...moments,
    nodes_total,
    nodes_completed,
  };
}

function outlineOfNode(node: NodeExecution) {
  const { node_id, node_type, node_name, status, run_index, position, error_code } = node;
  const { started_at, completed_at, duration_ms, retry_count, source } = node;
  const ran = { started_at, completed_at, duration_ms, retry_count, source };
  return { node_id, node_type, node_name, status, run_index, position, error_code, ...ran };
}

function withData(node: NodeExecution) {
  const { error_message, input_data, output_data, logs } = node;
  return { ...outlineOfNode(node), error_message, input_data, output_data, logs };
}

/** What a token that was found shows: that execution, of that workspace. Throws `shares.not_found`. */
async function showFound(deps: ShareDeps, share: FoundShare, { after, limit }: SharedQuery): Promise<SharedExecution> {
  const stored = await deps.executions.find(share.workspace_id, share.execution_id);
  if (stored === null) throw shareNotFound();
  const execution = await showStored(deps, stored);
  const found = await nodesOf(deps, stored, { after, limit: limit + 1 });
  const nodes = found.slice(0, limit);
  const { error_message, input_data, output_data } = execution;
  return {
    ...outlineOf(execution),
    workflow_name: share.workflow_name,
    with_data: share.with_data,
    expires_at: share.expires_at,
    ...(share.with_data ? { error_message, input_data, output_data } : {}),
    nodes: nodes.map(share.with_data ? withData : outlineOfNode),
    next_after: found.length > limit ? (nodes.at(-1)?.position ?? null) : null,
  };
}

/**
 * Shows the execution that a token leads to, to whoever has it: they see of its workspace what somebody without an account would.
 * Throws `shares.not_found`, `auth.too_many_attempts`.
 */
export async function showShared(
  deps: ShareDeps,
  { token, ip, ...query }: SharedQuery & { readonly token: string; readonly ip: string | null },
): Promise<SharedExecution> {
  await deps.attempts.take(triesFrom('shares.address', ip));
  const share = await deps.shares.find(hashSecret(token), deps.now());
  if (share === null) throw shareNotFound();
  return onBehalfOf({ userId: null, workspaceId: share.workspace_id }, () => showFound(deps, share, query));
}
