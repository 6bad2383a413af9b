import type { Actor } from '../security/permissions.ts';
import type { AlertDeps } from './alert-deps.ts';
import { alertNotFound } from './alerts.errors.ts';
import type { Alert } from './alerts.schemas.ts';

/** The alert of the actor's workspace, or 404. */
export async function loadAlert({ alerts }: Pick<AlertDeps, 'alerts'>, actor: Actor, id: string): Promise<Alert> {
  const alert = await alerts.find(actor.workspaceId, id);
  if (alert === null) throw alertNotFound();
  return alert;
}
