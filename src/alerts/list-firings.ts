import type { Actor } from '../security/permissions.ts';
import type { AlertDeps } from './alert-deps.ts';
import type { Firing } from './alerts.schemas.ts';
import { loadAlert } from './load-alert.ts';

const SHOWN = 100;

/** What an alert told lately, the newest first, and what became of what it sent. */
export async function listFirings(
  deps: Pick<AlertDeps, 'alerts'>,
  actor: Actor,
  id: string,
): Promise<readonly Firing[]> {
  await loadAlert(deps, actor, id);
  return deps.alerts.firings(actor.workspaceId, id, SHOWN);
}
