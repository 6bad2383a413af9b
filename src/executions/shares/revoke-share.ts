import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import type { ShareDeps } from './share-deps.ts';
import { shareNotFound } from './shares.errors.ts';

/** Ends a link at once. Throws `shares.not_found`. */
export async function revokeShare(
  deps: ShareDeps,
  actor: Actor,
  { executionId, id }: { readonly executionId: string; readonly id: string },
): Promise<void> {
  const now = deps.now();
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'executions.share_revoked',
    target_type: 'execution',
    target_id: executionId,
    details: { share_id: id },
  });
  const revoked = await deps.shares.revoke({ workspaceId: actor.workspaceId, executionId, id }, audit);
  if (!revoked) throw shareNotFound();
}
