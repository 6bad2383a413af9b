import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Actor } from '../security/permissions.ts';
import type { AlertDeps } from './alert-deps.ts';
import { ruleColumns } from './alert-rule.ts';
import type { AlertCommit } from './alerts.repository.ts';
import type { UpdateAlert } from './alerts.schemas.ts';

/** What is to be of an alert; what is left out stays. */
type Change = UpdateAlert & {
  readonly id: string;
  /** Sealed; only a new alert has one. */
  readonly secret?: string;
  readonly time: number;
  readonly action: Extract<AuditAction, `alerts.${string}`>;
  /** What the audit log tells. */
  readonly details: JsonObject;
};

const NO_RULE = { kind: null, threshold: null, window_minutes: null };

/** The change of an alert, with its entry in the audit log. */
export function alertCommit({ ids }: AlertDeps, actor: Actor, change: Change): AlertCommit {
  const { id, name, rule, workflow_id, channels, cooldown_minutes, tells_recovery, is_active } = change;
  const { secret, time, action, details } = change;
  return {
    alert: {
      ...(rule === undefined ? NO_RULE : ruleColumns(rule)),
      id,
      workspace_id: actor.workspaceId,
      workflow_id: workflow_id ?? null,
      sets_scope: workflow_id !== undefined,
      created_by: actor.userId,
      name: name ?? null,
      cooldown_minutes: cooldown_minutes ?? null,
      channels: channels ?? null,
      signing_secret: secret ?? null,
      tells_recovery: tells_recovery ?? null,
      is_active: is_active ?? null,
      now: new Date(time).toISOString(),
    },
    audit: auditEntry(actor, {
      id: ids(time),
      now: time,
      action,
      target_type: 'alert',
      target_id: id,
      details,
    }),
  };
}
