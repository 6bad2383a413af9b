import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { loadExecution } from '../get-execution.ts';
import type { ShareDeps } from './share-deps.ts';
import { newShareToken } from './share-token.ts';
import { sharedUnread, sharingForbidden, tooManyShares } from './shares.errors.ts';
import type { CreatedShare, CreateShare } from './shares.schemas.ts';

/**
 * Makes a link to one execution. Throws `executions.not_found`, `permissions.denied`, `shares.forbidden`, `shares.too_many`.
 */
export async function createShare(
  deps: ShareDeps,
  actor: Actor,
  { id: executionId, with_data, expires_in }: CreateShare & { readonly id: string },
): Promise<CreatedShare> {
  if (!actor.permissions.has('executions:read')) throw sharedUnread();
  await loadExecution(deps, actor, executionId);
  const now = deps.now();
  const { token, hash } = newShareToken(deps.random);
  const share = {
    id: deps.ids(now),
    execution_id: executionId,
    with_data,
    created_by: actor.userId,
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + expires_in * 1000).toISOString(),
  };
  const details = { share_id: share.id, with_data, expires_at: share.expires_at };
  const change = { action: 'executions.shared', target_type: 'execution', target_id: executionId, details } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(now), now });
  const created = await deps.shares.create({ ...share, workspace_id: actor.workspaceId, token_hash: hash }, audit);
  if (created === 'forbidden') throw sharingForbidden();
  if (created === 'full') throw tooManyShares();
  return { ...share, url: `${deps.publicUrl}/shared/executions/${token}` };
}
