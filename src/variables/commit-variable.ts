import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { VariableDeps } from './variable-deps.ts';
import type { VariableCommit } from './variables.repository.ts';

type Change = {
  readonly id: string;
  readonly name: string;
  /** As it is stored, and as it may be seen. */
  readonly value: string | null;
  readonly shown: string | null;
  readonly is_secret: boolean;
  readonly time: number;
  readonly action: Extract<AuditAction, `variables.${string}`>;
};

/** The change of a variable, with what history and audit log tell of it. */
export function variableCommit({ ids }: VariableDeps, actor: Actor, change: Change): VariableCommit {
  const { id, name, value, shown, is_secret, time, action } = change;
  return {
    variable: {
      id,
      workspace_id: actor.workspaceId,
      name,
      value,
      is_secret,
      updated_by: actor.userId,
      now: new Date(time).toISOString(),
      change_id: ids(time),
      shown: is_secret ? null : shown,
    },
    audit: auditEntry(actor, {
      id: ids(time),
      now: time,
      action,
      target_type: 'variable',
      target_id: id,
      details: { name, is_secret, ...(action === 'variables.updated' && value !== null && { value: 'changed' }) },
    }),
  };
}
