import { and, asc, eq } from 'drizzle-orm';
import { AUDITED, type AuditEntry } from '../audit/audited-change.ts';
import type { PeopleDatabase } from '../db/client.ts';
import { webhookEndpoints } from './webhooks.table.ts';

/** A webhook endpoint as stored; `secret` is sealed by the vault. */
export type WebhookEndpoint = {
  readonly id: string;
  readonly workspace_id: string;
  readonly workflow_id: string;
  readonly node_id: string;
  readonly endpoint_id: string;
  readonly path: string;
  readonly method: string;
  readonly is_active: boolean;
  readonly secret: string | null;
  readonly revision: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly secret_set_at: string | null;
  readonly previous_secret: string | null;
  readonly previous_secret_expires_at: string | null;
};

/** The secrets of an endpoint as they are from now on. `previous_secret_expires_at`: of the secret that is replaced; `null`: now. */
type EndpointSecrets = {
  readonly secret: string;
  readonly secret_set_at: string | null;
  readonly previous_secret_expires_at: string | null;
};

type EndpointAt = { readonly id: string; readonly workspace_id: string; readonly now: string };

/** A new secret for an endpoint, and the audit entry that goes with it. */
type SecretChange = { readonly endpoint: EndpointAt & EndpointSecrets; readonly audit: AuditEntry };

/** The end of the secret of before, and the audit entry that goes with it. */
type PreviousEnd = { readonly endpoint: EndpointAt; readonly audit: AuditEntry };

export type EndpointRepository = {
  /** The endpoints of a workflow. */
  listOf(workspaceId: string, workflowId: string): Promise<WebhookEndpoint[]>;
  find(workspaceId: string, workflowId: string, id: string): Promise<WebhookEndpoint | null>;
  /** Whether the endpoint was still there. */
  setSecret(change: SecretChange): Promise<boolean>;
  /** The same, for whoever ends the secret of before. */
  endPreviousSecret(change: PreviousEnd): Promise<boolean>;
};

/** `$1` is a SecretChange as JSON. */
const SET_ENDPOINT_SECRET = `
WITH changed AS (
  UPDATE webhook_endpoints AS t
  SET secret = e.secret, secret_set_at = e.secret_set_at, revision = t.revision + 1, updated_at = e.now,
    previous_secret = CASE WHEN e.previous_secret_expires_at IS NULL THEN NULL ELSE t.secret END,
    previous_secret_expires_at = e.previous_secret_expires_at
  FROM json_to_record($1::json->'endpoint') AS e(
    id uuid, workspace_id uuid, secret text, secret_set_at timestamptz, previous_secret_expires_at timestamptz,
    now timestamptz)
  WHERE t.id = e.id AND t.workspace_id = e.workspace_id
  RETURNING t.id
),${AUDITED}
SELECT id FROM changed`;

/** `$1` is a PreviousEnd as JSON. */
const END_PREVIOUS_SECRET = `
WITH changed AS (
  UPDATE webhook_endpoints AS t
  SET previous_secret = NULL, previous_secret_expires_at = NULL, revision = t.revision + 1, updated_at = e.now
  FROM json_to_record($1::json->'endpoint') AS e(id uuid, workspace_id uuid, now timestamptz)
  WHERE t.id = e.id AND t.workspace_id = e.workspace_id
  RETURNING t.id
),${AUDITED}
SELECT id FROM changed`;

function toEndpoint(row: typeof webhookEndpoints.$inferSelect): WebhookEndpoint {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    secret_set_at: row.secret_set_at?.toISOString() ?? null,
    previous_secret_expires_at: row.previous_secret_expires_at?.toISOString() ?? null,
  };
}

export function createEndpointRepository(db: PeopleDatabase): EndpointRepository {
  async function listOf(workspaceId: string, workflowId: string): Promise<WebhookEndpoint[]> {
    const rows = await db.orm
      .select()
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.workspace_id, workspaceId), eq(webhookEndpoints.workflow_id, workflowId)))
      .orderBy(asc(webhookEndpoints.id));
    return rows.map(toEndpoint);
  }

  async function find(workspaceId: string, workflowId: string, id: string): Promise<WebhookEndpoint | null> {
    return (await listOf(workspaceId, workflowId)).find((endpoint) => endpoint.id === id.toLowerCase()) ?? null;
  }

  async function setSecret(change: SecretChange): Promise<boolean> {
    const rows = await db.sql.query(SET_ENDPOINT_SECRET, [JSON.stringify(change)]);
    return rows.length === 1;
  }

  async function endPreviousSecret(change: PreviousEnd): Promise<boolean> {
    const rows = await db.sql.query(END_PREVIOUS_SECRET, [JSON.stringify(change)]);
    return rows.length === 1;
  }

  return { listOf, find, setSecret, endPreviousSecret };
}
