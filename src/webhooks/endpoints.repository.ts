import { and, asc, eq } from 'drizzle-orm';
import { AUDITED, type AuditEntry } from '../audit/audited-change.ts';
import type { Database } from '../db/client.ts';
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
};

/** A new secret for an endpoint, and the audit entry that goes with it. */
type SecretChange = {
  readonly endpoint: {
    readonly id: string;
    readonly workspace_id: string;
    readonly secret: string;
    readonly now: string;
  };
  readonly audit: AuditEntry;
};

export type EndpointRepository = {
  /** The endpoints of a workflow. */
  listOf(workspaceId: string, workflowId: string): Promise<WebhookEndpoint[]>;
  find(workspaceId: string, workflowId: string, id: string): Promise<WebhookEndpoint | null>;
  /** Whether the endpoint was still there. */
  setSecret(change: SecretChange): Promise<boolean>;
};

/** `$1` is a SecretChange as JSON. */
const SET_ENDPOINT_SECRET = `
WITH changed AS (
  UPDATE webhook_endpoints AS t
  SET secret = e.secret, revision = t.revision + 1, updated_at = e.now
  FROM json_to_record($1::json->'endpoint') AS e(id uuid, workspace_id uuid, secret text, now timestamptz)
  WHERE t.id = e.id AND t.workspace_id = e.workspace_id
  RETURNING t.id
),${AUDITED}
SELECT id FROM changed`;

function toEndpoint(row: typeof webhookEndpoints.$inferSelect): WebhookEndpoint {
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}

export function createEndpointRepository(db: Database): EndpointRepository {
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

  return { listOf, find, setSecret };
}
