import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { VariableDeps } from './variable-deps.ts';
import type { VariableCommit } from './variables.repository.ts';

type Change = {
  readonly id: string;
  /** What is changed; `null`: it stays as it is. The value as it is stored. */
  readonly name: string | null;
  readonly value: string | null;
  readonly is_secret: boolean | null;
  /** Whether it has to be secret, or none, still; `null`: it does not matter. */
  readonly was_secret: boolean | null;
  readonly time: number;
  readonly action: Extract<AuditAction, `variables.${string}`>;
  /** What the audit log tells. */
  readonly told: { readonly name: string; readonly is_secret: boolean };
};

/** The change of a variable, with what history and audit log tell of it. */
export function variableCommit({ ids }: VariableDeps, actor: Actor, change: Change): VariableCommit {
  const { id, name, value, is_secret, was_secret, time, action, told } = change;
  return {
    variable: {
      id,
      workspace_id: actor.workspaceId,
      name,
      value,
      is_secret,
      was_secret,
      updated_by: actor.userId,
      now: new Date(time).toISOString(),
      change_id: ids(time),
    },
    audit: auditEntry(actor, {
      id: ids(time),
      now: time,
      action,
      target_type: 'variable',
      target_id: id,
      details: { ...told, ...(action === 'variables.updated' && value !== null && { value: 'changed' }) },
    }),
  };
}
