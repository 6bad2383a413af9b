import type { Actor } from '../security/permissions.ts';
import { alertCommit } from './alert-commit.ts';
import type { AlertDeps } from './alert-deps.ts';
import { alertNotFound } from './alerts.errors.ts';
import type { Alert, UpdateAlert } from './alerts.schemas.ts';
import { checkTargets } from './check-targets.ts';
import { loadAlert } from './load-alert.ts';

type Update = { readonly id: string; readonly input: UpdateAlert };

/** Changes what was sent and keeps the rest. */
export async function updateAlert(deps: AlertDeps, actor: Actor, { id, input }: Update): Promise<Alert> {
  const current = await loadAlert(deps, actor, id);
  const {
    name = current.name,
    rule = current.rule,
    workflow_id = current.workflow_id,
    channels = current.channels,
    cooldown_minutes = current.cooldown_minutes,
    is_active = current.is_active,
  } = input;
  const changed = { name, rule, workflow_id, channels, cooldown_minutes, is_active };
  if (input.workflow_id !== undefined || input.channels !== undefined) await checkTargets(deps, actor, changed);
  const commit = alertCommit(deps, actor, { ...changed, id, secret: null, time: deps.now(), action: 'alerts.updated' });
  if (!(await deps.alerts.update(commit))) throw alertNotFound();
  return { ...current, ...changed, updated_at: commit.alert.now };
}
