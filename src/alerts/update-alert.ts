import type { Actor } from '../security/permissions.ts';
import { alertCommit } from './alert-commit.ts';
import type { AlertDeps } from './alert-deps.ts';
import { alertNotFound } from './alerts.errors.ts';
import type { Alert, UpdateAlert } from './alerts.schemas.ts';
import { checkTargets } from './check-targets.ts';
import { loadAlert } from './load-alert.ts';

type Update = { readonly id: string; readonly input: UpdateAlert };

/** Changes what was sent, and leaves the rest to whoever changes that at the same moment. */
export async function updateAlert(deps: AlertDeps, actor: Actor, { id, input }: Update): Promise<Alert> {
  const current = await loadAlert(deps, actor, id);
  const { workflow_id = current.workflow_id, channels = current.channels } = input;
  if (input.workflow_id !== undefined || input.channels !== undefined) {
    await checkTargets(deps, actor, { workflow_id, channels });
  }
  const commit = alertCommit(deps, actor, { ...input, id, time: deps.now(), action: 'alerts.updated', details: {} });
  if (!(await deps.alerts.update(commit))) throw alertNotFound();
  return loadAlert(deps, actor, id);
}
