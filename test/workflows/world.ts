import { and, eq } from 'drizzle-orm';
import { users } from '../../src/accounts/accounts.table.ts';
import { createAttempts } from '../../src/attempts/attempts.repository.ts';
import { auditLogs } from '../../src/audit/audit.table.ts';
import { createCredentialRepository } from '../../src/credentials/credentials.repository.ts';
import { registerCredentialRoutes } from '../../src/credentials/credentials.routes.ts';
import { registerCredentialUseRoutes } from '../../src/credentials/use/credential-use.routes.ts';
import { loadCredentialSecret } from '../../src/credentials/use/load-credential-secret.ts';
import { createApp } from '../../src/http/app.ts';
import type { App } from '../../src/http/app-types.ts';
import { registerNodeTypeRoutes } from '../../src/node-types/node-types.routes.ts';
import { shapeOfNode } from '../../src/nodes/describe-handles.ts';
import { describeNodes } from '../../src/nodes/describe-nodes.ts';
import { createCatalog } from '../../src/nodes/registry.ts';
import { createPollRepository } from '../../src/polls/polls.repository.ts';
import { createNodeRequest } from '../../src/runner/run/egress-request.ts';
import { createScheduleRepository } from '../../src/schedules/model/schedules.repository.ts';
import type { AccessLookup } from '../../src/security/access.ts';
import { newApiKey } from '../../src/security/api-keys.ts';
import { createCursors } from '../../src/security/cursor.ts';
import { openEgress } from '../../src/security/egress/open-egress.ts';
import { sendOverNetwork } from '../../src/security/egress/transport.ts';
import { type Actor, type Permission, permissionsOfRole, type Role } from '../../src/security/permissions.ts';
import { secureRandom } from '../../src/security/random.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';
import { createAccessTokens } from '../../src/security/tokens.ts';
import { createVault } from '../../src/security/vault.ts';
import { newId } from '../../src/shared/ids.ts';
import type { LogEntry } from '../../src/shared/log.ts';
import { createEndpointRepository } from '../../src/webhooks/endpoints.repository.ts';
import { registerWebhookRoutes } from '../../src/webhooks/webhooks.routes.ts';
import { registerLifecycleRoutes } from '../../src/workflows/lifecycle/workflow-lifecycle.routes.ts';
import { registerListingRoutes } from '../../src/workflows/listing/listing.routes.ts';
import { createWorkflowListRepository } from '../../src/workflows/listing/workflow-list.repository.ts';
import { createVersionRepository } from '../../src/workflows/model/versions.repository.ts';
import { createWorkflowRepository } from '../../src/workflows/model/workflows.repository.ts';
import { registerTransferRoutes } from '../../src/workflows/transfer/workflow-transfer.routes.ts';
import { registerVersionRoutes } from '../../src/workflows/versions/workflow-versions.routes.ts';
import { registerWorkflowRoutes } from '../../src/workflows/workflows.routes.ts';
import { createWorkspaceKeyRepository } from '../../src/workspace-keys/workspace-keys.repository.ts';
import { createWorkspaceSecrets } from '../../src/workspace-keys/workspace-secrets.ts';
import { createWorkspaceRepository } from '../../src/workspaces/workspaces.repository.ts';
import { workspaces } from '../../src/workspaces/workspaces.table.ts';
import { NO_TICKETS } from '../support/http-fakes.ts';
import { testDatabase } from '../support/test-database.ts';

const tokens = createAccessTokens('a secret of the tests, 32 characters');

export const db = testDatabase();
export const vault = createVault('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=');
export const secrets = createWorkspaceSecrets({
  vault,
  keys: createWorkspaceKeyRepository((text, params) => db.sql.query(text, params)),
});

/** Tests reach servers of their own. */
const LOOPBACK = { EGRESS_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128', EGRESS_DENIED_PORTS: [], DOH_ENDPOINT: '' };

/** Moments one millisecond apart, so that what is made later has the later id. */
function tickingClock(): () => number {
  let time = Date.now();
  return () => {
    time += 1;
    return time;
  };
}

export const now = tickingClock();

/** The app over the database, for whom a session or API key says: the user, and the role or the scopes. */
function appFor(access: AccessLookup): { app: App; logged: LogEntry[] } {
  const workflows = createWorkflowRepository(db);
  const endpoints = createEndpointRepository(db);
  const credentials = createCredentialRepository(db);
  const common = {
    vault,
    secrets,
    cursors: createCursors('a secret of the tests'),
    random: secureRandom,
    ids: newId,
    now,
  };
  const reach = {
    attempts: createAttempts(db, now),
    send: createNodeRequest(openEgress(LOOPBACK, sendOverNetwork)),
    openCredential: (workspaceId: string, id: string) => loadCredentialSecret({ db, secrets, now }, workspaceId, id),
  };
  const versions = createVersionRepository(db);
  const polls = createPollRepository(db);
  const schedules = createScheduleRepository(db);
  const ofWorkflows = {
    ...common,
    workflows,
    workflowList: createWorkflowListRepository(db),
    versions,
    endpoints,
    polls,
    schedules,
    credentials,
    catalog: createCatalog(),
    workspaces: createWorkspaceRepository({ people: db, auth: db }),
  };
  const logged: LogEntry[] = [];
  const app = createApp({
    auth: { ...NO_TICKETS, tokens, access, now, callerAddress: () => null, publicOrigin: null },
    origins: new Set(),
    worldHost: null,
    tlsHosts: new Set(),
    log: (entry) => logged.push(entry),
    registrars: [
      (to) => registerListingRoutes(to, ofWorkflows),
      (to) => registerWorkflowRoutes(to, ofWorkflows),
      (to) => registerLifecycleRoutes(to, ofWorkflows),
      (to) => registerVersionRoutes(to, ofWorkflows),
      (to) => registerTransferRoutes(to, ofWorkflows),
      (to) => registerWebhookRoutes(to, { ...common, workflows, endpoints }),
      (to) => registerCredentialRoutes(to, { ...common, credentials, ...reach }),
      (to) => registerCredentialUseRoutes(to, { ...common, credentials, ...reach }),
      (to) => registerNodeTypeRoutes(to, { describeNodes, shapeOfNode }),
    ],
  });
  return { app, logged };
}

/** A user who is a member, in this role, of two workspaces of their own. */
export async function createWorld() {
  const [user, workspace, other] = [newId(now()), newId(now()), newId(now())];
  await db.orm.batch([
    db.orm.insert(users).values({ id: user, email: `${user}@example.com`, password_hash: 'hash' }),
    db.orm.insert(workspaces).values({ id: workspace, owner_id: user, name: 'Workspace', slug: workspace }),
    db.orm.insert(workspaces).values({ id: other, owner_id: user, name: 'Other', slug: other }),
  ]);
  const roles = new Map<string, Role>();
  const keys = new Map<string, readonly Permission[]>();
  const { app, logged } = appFor({
    bySession: async (sessionId) => ({
      userId: user,
      role: roles.get(sessionId) ?? null,
      confirmedAt: null,
      factorPassed: false,
      factorMissing: false,
      beingDeleted: false,
    }),
    byApiKey: async (hash) => ({
      keyId: hash,
      userId: user,
      workspaceId: workspace,
      role: 'owner',
      scopes: keys.get(hash) ?? [],
      factorMissing: false,
    }),
    byApiKeyId: async () => null,
  });

  async function as(role: Role): Promise<Client> {
    const sessionId = newId(now());
    roles.set(sessionId, role);
    return client(app, { authorization: `Bearer ${await tokens.sign({ userId: user, sessionId }, now())}` });
  }

  function withKey(...scopes: Permission[]): Client {
    const { key } = newApiKey(secureRandom);
    keys.set(hashSecret(key), scopes);
    return client(app, { 'x-api-key': key });
  }

  /** The user as a use case sees them. */
  const actor: Actor = {
    userId: user,
    workspaceId: workspace,
    role: 'owner',
    permissions: permissionsOfRole('owner'),
    via: 'token',
    sessionId: null,
    apiKeyId: null,
    ip: null,
  };
  const root = `/api/v1/workspaces/${workspace}`;
  /** What was done to a target, first to last, by this user. */
  async function audited(targetId: string): Promise<string[]> {
    const ofTarget = and(eq(auditLogs.target_id, targetId), eq(auditLogs.user_id, user));
    const rows = await db.orm.select().from(auditLogs).where(ofTarget).orderBy(auditLogs.id);
    return rows.map(({ action }) => action);
  }

  const otherRoot = `/api/v1/workspaces/${other}`;
  return { user, workspace, other, actor, audited, root, otherRoot, as, withKey, app, logged };
}

export type Reply = { readonly status: number; readonly headers: Headers; readonly body: unknown };
export type Client = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

function client(app: App, auth: Record<string, string>): Client {
  return async (method, path, body, headers = {}) => {
    const content =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await app.request(path, {
      method,
      ...content,
      headers: { ...content.headers, ...auth, ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
}

/** What stands at a path in an answer. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner instanceof Object ? Reflect.get(inner, key) : undefined), value);
}

/** The text that stands at a path in an answer. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  return String(at(value, ...path));
}
