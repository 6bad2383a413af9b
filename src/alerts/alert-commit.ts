import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { AlertDeps } from './alert-deps.ts';
import { ruleColumns } from './alert-rule.ts';
import type { AlertCommit } from './alerts.repository.ts';
import type { CreateAlert } from './alerts.schemas.ts';

type Change = CreateAlert & {
  readonly id: string;
  /** Sealed; `null`: as it is. */
  readonly secret: string | null;
  readonly time: number;
  readonly action: Extract<AuditAction, `alerts.${string}`>;
};

/** The change of an alert, with what the audit log tells of it. */
export function alertCommit({ ids }: AlertDeps, actor: Actor, change: Change): AlertCommit {
  const { id, name, rule, workflow_id, channels, cooldown_minutes, is_active, secret, time, action } = change;
  return {
    alert: {
      ...ruleColumns(rule),
      id,
      workspace_id: actor.workspaceId,
      workflow_id,
      created_by: actor.userId,
      name,
      cooldown_minutes,
      channels,
      signing_secret: secret,
      is_active,
      now: new Date(time).toISOString(),
    },
    audit: auditEntry(actor, {
      id: ids(time),
      now: time,
      action,
      target_type: 'alert',
      target_id: id,
      details: { name, kind: rule.kind, workflow_id, is_active },
    }),
  };
}
