import { SELF } from 'cloudflare:test';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../src/engine/workflow.ts';
import { newId } from '../../src/shared/ids.ts';
import { endpointListSchema } from '../../src/webhooks/webhooks.schemas.ts';

/** An answer of the Worker: what tests look at. */
export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: JsonObject;
};

async function toReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const json = z.record(z.string(), z.custom<JsonValue>()).safeParse(safeJson(text));
  return { status: response.status, headers: response.headers, text, json: json.data ?? {} };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends a request to the whole Worker. */
export async function send(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
  return toReply(await SELF.fetch(`https://linkflow.test${path}`, { ...init, method }));
}

/** A node of a test's graph: its id is its name. */
export function node(
  id: string,
  type: string,
  config: JsonObject = {},
  more: Partial<WorkflowNode> = {},
): WorkflowNode {
  return { id, type, name: id, config, ...more };
}

export type Graph = {
  readonly nodes: readonly WorkflowNode[];
  readonly connections: readonly WorkflowConnection[];
  readonly settings?: JsonObject;
  /** Makes a version of the drawing. */
  readonly change_message?: string;
};

/** A new user with a workspace, who can do what people do over the API. */
export async function createUser() {
  const body = {
    email: `${newId(Date.now())}@example.com`,
    password: 'correct horse battery',
    first_name: 'A',
    last_name: 'B',
  };
  const registered = z
    .object({ tokens: z.object({ access_token: z.string() }), workspace: z.object({ id: z.string() }) })
    .parse((await post('/api/v1/auth/register', body)).json);
  const authorization = `Bearer ${registered.tokens.access_token}`;
  const root = `/api/v1/workspaces/${registered.workspace.id}`;
  const api = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    send(method, `${root}${path}`, {
      headers: { authorization, ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
  return { workspaceId: registered.workspace.id, authorization, api };
}

export type User = Awaited<ReturnType<typeof createUser>>;

export function post(path: string, json: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  return send('POST', path, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  });
}

/** A workflow that is published, with its (first) webhook. */
export type Published = {
  readonly id: string;
  readonly etag: string;
  /** Where the webhook is called, without the path of its node. */
  readonly webhook: string;
  readonly webhookId: string;
  readonly secret: string;
};

function etagOf(reply: Reply): string {
  return reply.headers.get('etag') ?? '';
}

function assertStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status) throw new Error(`${reply.status}: ${reply.text}`);
  return reply;
}

export async function createWorkflow({ api }: User, graph: Graph): Promise<{ id: string; etag: string }> {
  const created = assertStatus(await api('POST', '/workflows', { name: 'Test', settings: {}, ...graph }), 201);
  return { id: String(created.json.id), etag: etagOf(created) };
}

/** Saves another drawing, without publishing it. Gives the new ETag. */
export async function saveWorkflow(
  { api }: User,
  { id, etag }: { id: string; etag: string },
  graph: Graph,
): Promise<string> {
  const body = { settings: {}, ...graph };
  return etagOf(assertStatus(await api('PUT', `/workflows/${id}`, body, { 'if-match': etag }), 200));
}

/** Does `publish`, `deactivate`, `archive` … to a workflow. Gives the new ETag. */
export async function changeStatus(
  { api }: User,
  { id, etag }: { id: string; etag: string },
  verb: string,
): Promise<string> {
  return etagOf(assertStatus(await api('POST', `/workflows/${id}/${verb}`, {}, { 'if-match': etag }), 200));
}

/** Creates and publishes a workflow. */
export async function publish(user: User, graph: Graph): Promise<Published> {
  const { id, etag } = await createWorkflow(user, graph);
  const published = await changeStatus(user, { id, etag }, 'publish');
  const { data } = endpointListSchema.parse((await user.api('GET', `/workflows/${id}/webhooks`)).json);
  const [endpoint] = data;
  return {
    id,
    etag: published,
    webhook: endpoint === undefined ? '' : `/webhooks/${endpoint.endpoint_id}`,
    webhookId: endpoint?.id ?? '',
    secret: endpoint?.secret ?? '',
  };
}
