import { and, asc, eq } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audited-change.ts';
import type { Database } from '../db/client.ts';
import type { WebhookEndpoint } from './endpoint.ts';
import { SET_ENDPOINT_SECRET } from './secret-statement.ts';
import { webhookEndpoints } from './webhooks.table.ts';

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
  listOf(workspaceId: string, workflowId: string): Promise<WebhookEndpoint[]>;
  find(workspaceId: string, workflowId: string, id: string): Promise<WebhookEndpoint | null>;
  /** Whether the endpoint was still there. */
  setSecret(change: SecretChange): Promise<boolean>;
};

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
