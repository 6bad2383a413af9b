import type { SystemDatabase } from '../../db/client.ts';
import { type WebhookConfig, webhookConfigSchema, webhookTrigger } from '../../nodes/triggers/webhook.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { WorkflowSource } from '../../runner/workflow/workflow-source.ts';
import type { Clock } from '../../shared/clock.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import { endpointSecretPurpose } from '../../webhooks/endpoint-secret.ts';
import { keysOf } from '../../workspace-keys/workspace-keys.repository.ts';
import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import { type EndpointRules, endpointRules } from './endpoint-rules.ts';
import { triggerOfRow } from './trigger-of-row.ts';

/** An active webhook endpoint, with the published version of its workflow. */
export type LiveEndpoint = {
  readonly endpointId: string;
  readonly revision: number;
  readonly nodeId: string;
  readonly workflow: CompiledWorkflow;
  readonly config: WebhookConfig;
  readonly rules: EndpointRules;
  /** The decrypted secret that senders sign with. */
  readonly secret: string;
  /** The one before it, while senders may still use it. */
  readonly previous: { readonly secret: string; readonly expiresAt: number } | null;
};

/**
 * An endpoint, perhaps from the cache. A cached one may be stale: the statement that inserts the execution checks it. `recent`:
 * it was read within the last seconds, which is enough for an answer that no statement checks.
 */
export type FoundEndpoint = { readonly endpoint: LiveEndpoint; readonly cached: boolean; readonly recent: boolean };

/** The secrets that are valid at a moment, the newest first. */
export function secretsAt({ secret, previous }: LiveEndpoint, now: number): readonly string[] {
  return previous !== null && now < previous.expiresAt ? [secret, previous.secret] : [secret];
}

/** Loads endpoints, and caches them in this isolate. */
export type EndpointSource = {
  /** From the cache if it is there. */
  find(endpointId: string): Promise<FoundEndpoint | null>;
  forget(endpointId: string): void;
};

/** The size of the cache, counted in UTF-16 units of the JSON of the workflows. */
const CACHE_LENGTH = 8_000_000;

/** For how long a cached endpoint is recent, in milliseconds. */
const RECENT = 3000;

const ENDPOINTS = `SELECT e.id, e.endpoint_id, e.revision, e.node_id, e.secret, e.previous_secret,
  e.previous_secret_expires_at, w.id AS workflow_id, w.workspace_id, w.name, v.version, v.nodes, v.connections, v.settings,
  ${keysOf('w.workspace_id')}
FROM webhook_endpoints e JOIN workflows w ON w.id = e.workflow_id JOIN workflow_versions v ON v.workflow_id = w.id`;

const LOAD = `${ENDPOINTS} AND v.version = w.published_version
WHERE e.endpoint_id = $1 AND e.is_active AND w.status = 'active'`;

const LOAD_DRAFT = `${ENDPOINTS} AND v.version = $3::int
WHERE e.endpoint_id = $1 AND e.workspace_id = $2::uuid AND w.status <> 'archived'`;

export type EndpointSourceDeps = {
  readonly db: SystemDatabase;
  readonly secrets: Pick<WorkspaceSecrets, 'open'>;
  readonly workflows: WorkflowSource;
  readonly now: Clock;
};

type CachedEndpoint = { readonly endpoint: LiveEndpoint; readonly readAt: number };

async function loadEndpoint(deps: EndpointSourceDeps, endpointId: string): Promise<LiveEndpoint | null> {
  const row = (await deps.db.sql.query(LOAD, [endpointId]))[0];
  return row === undefined ? null : endpointOf(deps, row);
}

/** The endpoint with a version of its workflow that may never be published; `null` if it has none, or one that is disabled. */
export async function loadDraftEndpoint(
  deps: EndpointSourceDeps,
  draft: { readonly endpointId: string; readonly workspaceId: string; readonly version: number },
): Promise<LiveEndpoint | null> {
  const row = (await deps.db.sql.query(LOAD_DRAFT, [draft.endpointId, draft.workspaceId, draft.version]))[0];
  const endpoint = row === undefined ? null : await endpointOf(deps, row);
  const node = endpoint?.workflow.graph.nodes.find(({ id }) => id === endpoint.nodeId);
  return node?.disabled === true ? null : endpoint;
}

async function endpointOf(deps: EndpointSourceDeps, row: Record<string, unknown>): Promise<LiveEndpoint | null> {
  const { workflow, nodeId, node } = triggerOfRow(deps.workflows, row);
  const place = { workspaceId: String(row.workspace_id), purpose: endpointSecretPurpose(String(row.id)) };
  const open = (sealed: unknown): Promise<string> => deps.secrets.open(String(sealed), place, row.workspace_keys);
  if (node?.type !== webhookTrigger.type) return null;
  const config = webhookConfigSchema.parse(node.config);
  return {
    endpointId: String(row.endpoint_id),
    revision: Number(row.revision),
    nodeId,
    workflow,
    config,
    rules: endpointRules(config),
    secret: await open(row.secret),
    previous:
      row.previous_secret === null
        ? null
        : { secret: await open(row.previous_secret), expiresAt: Date.parse(String(row.previous_secret_expires_at)) },
  };
}

export function createEndpointSource(deps: EndpointSourceDeps): EndpointSource {
  const cache = createLruCache<CachedEndpoint>(CACHE_LENGTH);
  return {
    forget: (endpointId) => cache.delete(endpointId),
    async find(endpointId) {
      const known = cache.get(endpointId);
      const now = deps.now();
      if (known !== undefined) return { endpoint: known.endpoint, cached: true, recent: now - known.readAt < RECENT };
      const endpoint = await loadEndpoint(deps, endpointId);
      if (endpoint === null) return null;
      cache.set(endpointId, { endpoint, readAt: now }, JSON.stringify(endpoint.workflow.graph).length);
      return { endpoint, cached: false, recent: true };
    },
  };
}
