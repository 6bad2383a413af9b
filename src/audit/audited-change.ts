import type { JsonObject } from '../engine/json.ts';
import type { Actor } from '../security/permissions.ts';
import type { AuditAction } from './audit-actions.ts';

/** An entry of the audit log, as it is written together with the change that it tells of. */
export type AuditEntry = {
  readonly id: string;
  /** `null`: what concerns an account and no workspace. */
  readonly workspace_id: string | null;
  /** `null`: no person, but a service key, the platform by itself, or somebody who failed to sign in and has no account. */
  readonly user_id: string | null;
  readonly action: string;
  readonly target_type: string;
  readonly target_id: string | null;
  readonly details: JsonObject;
  readonly ip_address: string | null;
  readonly created_at: string;
};

/** What was done to what; never a secret. */
export type AuditedChange = {
  readonly id: string;
  readonly now: number;
  readonly action: AuditAction;
  readonly target_type: string;
  readonly target_id: string;
  readonly details?: JsonObject;
};

export function auditEntry(actor: Actor, change: AuditedChange): AuditEntry {
  const { id, now, action, target_type, target_id, details = {} } = change;
  return {
    id,
    action,
    target_type,
    target_id,
    workspace_id: actor.workspaceId,
    user_id: actor.userId,
    details: { ...details, via: actor.via, ...(actor.apiKeyId !== null && { api_key_id: actor.apiKeyId }) },
    ip_address: actor.ip,
    created_at: new Date(now).toISOString(),
  };
}

/** What the platform did in a workspace by itself. */
export function auditSystemEntry(workspaceId: string, change: AuditedChange): AuditEntry {
  const { id, now, action, target_type, target_id, details = {} } = change;
  return {
    id,
    action,
    target_type,
    target_id,
    workspace_id: workspaceId,
    user_id: null,
    details: { ...details, via: 'system' },
    ip_address: null,
    created_at: new Date(now).toISOString(),
  };
}

const ENTRY = `json_to_record($1::json->'audit') AS a(
    id uuid, workspace_id uuid, user_id uuid, action text, target_type text, target_id text, details json,
    ip_address text, created_at timestamptz)`;

/**
 * The last parts of a statement whose `$1` is a JSON document with the entry under `audit`, and whose part `changed` is
 * what it changed: writes the entry if anything was changed, so that neither is ever there without the other.
 */
export const AUDITED = `
audited AS (
  INSERT INTO audit_logs (id, workspace_id, user_id, action, target_type, target_id, details, ip_address, created_at)
  SELECT a.* FROM ${ENTRY}
  WHERE EXISTS (SELECT 1 FROM changed)
)`;

/** The column `audited` of a row for {@link AUDITED_DIFFERENCE}: these of its columns, none of them a secret, and `others`: names with SQL. */
export function auditedColumns(row: string, columns: readonly string[], others: readonly string[] = []): string {
  const pairs = [...columns.map((column) => `'${column}', ${row}.${column}`), ...others];
  return `json_build_object(${pairs.join(', ')}) AS audited`;
}

/**
 * The same for a change of one row, whose entry tells what was changed: `details.before` and `details.after`, with the fields
 * that differ. An entry without an id is none: nothing is written. The parts `before` and `changed` have a column `audited`: the
 * fields of the row that are no secrets, as JSON.
 */
export const AUDITED_DIFFERENCE = `
audited AS (
  INSERT INTO audit_logs (id, workspace_id, user_id, action, target_type, target_id, details, ip_address, created_at)
  SELECT a.id, a.workspace_id, a.user_id, a.action, a.target_type, a.target_id,
    (a.details::jsonb || audit_difference(before.audited, changed.audited))::json, a.ip_address, a.created_at
  FROM ${ENTRY}, before, changed
  WHERE a.id IS NOT NULL
)`;
