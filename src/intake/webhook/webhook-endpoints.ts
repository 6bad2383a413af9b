import type { Database } from '../../db/client.ts';
import { type WebhookConfig, webhookConfigSchema } from '../../nodes/triggers/webhook.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { WorkflowSource } from '../../runner/workflow/workflow-source.ts';
import type { Vault } from '../../security/vault.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import { endpointSecretPurpose } from '../../webhooks/endpoint-secret.ts';

/** An active webhook endpoint, with the published version of its workflow. */
export type LiveEndpoint = {
  readonly endpointId: string;
  readonly revision: number;
  readonly nodeId: string;
  readonly workflow: CompiledWorkflow;
  readonly config: WebhookConfig;
  /** The decrypted secret that senders sign with. */
  readonly secret: string;
  /** The one before it, while senders may still use it. */
  readonly previous: { readonly secret: string; readonly expiresAt: number } | null;
};

/** The secrets that are valid at a moment, the newest first. */
export function secretsAt({ secret, previous }: LiveEndpoint, now: number): readonly string[] {
  return previous !== null && now < previous.expiresAt ? [secret, previous.secret] : [secret];
}

/** Loads endpoints, and caches them in this isolate. */
export type EndpointSource = {
  /** From the cache if it is there. A cached endpoint may be stale: the statement that inserts the execution checks it. */
  find(endpointId: string): Promise<{ readonly endpoint: LiveEndpoint; readonly cached: boolean } | null>;
  forget(endpointId: string): void;
};

/** The size of the cache, counted in UTF-16 units of the JSON of the workflows. */
const CACHE_LENGTH = 8_000_000;

const LOAD = `SELECT e.id, e.endpoint_id, e.revision, e.node_id, e.secret, e.previous_secret,
  e.previous_secret_expires_at, w.id AS workflow_id, w.workspace_id, w.name, v.version, v.nodes, v.connections, v.settings
FROM webhook_endpoints e JOIN workflows w ON w.id = e.workflow_id
JOIN workflow_versions v ON v.workflow_id = w.id AND v.version = w.published_version
WHERE e.endpoint_id = $1 AND e.is_active AND w.status = 'active'`;

export type EndpointSourceDeps = {
  readonly db: Database;
  readonly vault: Vault;
  readonly workflows: WorkflowSource;
};

async function loadEndpoint(deps: EndpointSourceDeps, endpointId: string): Promise<LiveEndpoint | null> {
  const row = (await deps.db.sql.query(LOAD, [endpointId]))[0];
  if (row === undefined) return null;
  const identity = {
    workflowId: String(row.workflow_id),
    workspaceId: String(row.workspace_id),
    version: Number(row.version),
    name: String(row.name),
  };
  const { nodes, connections, settings } = row;
  const workflow = deps.workflows.keep(identity, { nodes, connections, settings });
  const nodeId = String(row.node_id);
  const open = (sealed: unknown): Promise<string> =>
    deps.vault.open(String(sealed), endpointSecretPurpose(String(row.id)));
  const node = workflow.graph.nodes.find(({ id }) => id === nodeId);
  if (node === undefined) return null;
  return {
    endpointId,
    revision: Number(row.revision),
    nodeId,
    workflow,
    config: webhookConfigSchema.parse(node.config),
    secret: await open(row.secret),
    previous:
      row.previous_secret === null
        ? null
        : { secret: await open(row.previous_secret), expiresAt: Date.parse(String(row.previous_secret_expires_at)) },
  };
}

export function createEndpointSource(deps: EndpointSourceDeps): EndpointSource {
  const cache = createLruCache<LiveEndpoint>(CACHE_LENGTH);
  return {
    forget: (endpointId) => cache.delete(endpointId),
    async find(endpointId) {
      const known = cache.get(endpointId);
      if (known !== undefined) return { endpoint: known, cached: true };
      const endpoint = await loadEndpoint(deps, endpointId);
      if (endpoint === null) return null;
      cache.set(endpointId, endpoint, JSON.stringify(endpoint.workflow.graph).length);
      return { endpoint, cached: false };
    },
  };
}
