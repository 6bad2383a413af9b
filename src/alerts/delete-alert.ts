import type { Actor } from '../security/permissions.ts';
import { alertCommit } from './alert-commit.ts';
import type { AlertDeps } from './alert-deps.ts';
import { alertNotFound } from './alerts.errors.ts';
import { loadAlert } from './load-alert.ts';

/** Deletes an alert, with what it told and what it was about to send by webhook or to a workflow. */
export async function deleteAlert(deps: AlertDeps, actor: Actor, id: string): Promise<void> {
  const { name, rule, workflow_id, is_active } = await loadAlert(deps, actor, id);
  const details = { name, kind: rule.kind, workflow_id, is_active };
  const commit = alertCommit(deps, actor, { id, time: deps.now(), action: 'alerts.deleted', details });
  if (!(await deps.alerts.remove(commit))) throw alertNotFound();
}
