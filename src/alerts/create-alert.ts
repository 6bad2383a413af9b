import type { Actor } from '../security/permissions.ts';
import { alertCommit } from './alert-commit.ts';
import { type AlertDeps, secretPurpose } from './alert-deps.ts';
import { tooManyAlerts } from './alerts.errors.ts';
import type { CreateAlert, NewAlert } from './alerts.schemas.ts';
import { checkTargets } from './check-targets.ts';

const SECRET_BYTES = 24;

/** Stores an alert. The secret with which its webhooks are signed is shown this once. */
export async function createAlert(deps: AlertDeps, actor: Actor, input: CreateAlert): Promise<NewAlert> {
  await checkTargets(deps, actor, input);
  const time = deps.now();
  const id = deps.ids(time);
  const signing_secret = `whsec_${btoa(String.fromCharCode(...deps.random(SECRET_BYTES)))}`;
  const seal = await deps.secrets.sealer(actor.workspaceId);
  const secret = await seal(signing_secret, secretPurpose(id));
  const { name, rule, workflow_id, is_active } = input;
  const details = { name, kind: rule.kind, workflow_id, is_active };
  const commit = alertCommit(deps, actor, { ...input, id, secret, time, action: 'alerts.created', details });
  if (!(await deps.alerts.insert(commit))) throw tooManyAlerts();
  const { now, workspace_id, created_by } = commit.alert;
  const course = { last_fired_at: null, fired_count: 0, created_at: now, updated_at: now };
  return { id, workspace_id, ...input, created_by, ...course, signing_secret };
}
