import type { Actor } from '../../security/permissions.ts';
import { loadExecution } from '../get-execution.ts';
import type { ShareDeps } from './share-deps.ts';
import type { Share } from './shares.schemas.ts';

/** The links to an execution that still lead somewhere, without their tokens. Throws `executions.not_found`. */
export async function listShares(deps: ShareDeps, actor: Actor, executionId: string): Promise<readonly Share[]> {
  await loadExecution(deps, actor, executionId);
  return deps.shares.list({ workspaceId: actor.workspaceId, executionId, now: deps.now() });
}
