import { SELF } from 'cloudflare:test';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../src/engine/workflow.ts';
import { newId } from '../../src/shared/ids.ts';

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

/** Creates and publishes a workflow, and gives its id and the paths of its webhooks. */
export async function publish({ api }: User, graph: Graph): Promise<{ id: string; webhook: string; secret: string }> {
  const created = await api('POST', '/workflows', { name: 'Test', settings: {}, ...graph });
  if (created.status !== 201) throw new Error(created.text);
  const id = String(created.json.id);
  const etag = created.headers.get('etag') ?? '';
  const published = await api('POST', `/workflows/${id}/publish`, {}, { 'if-match': etag });
  if (published.status !== 200) throw new Error(published.text);
  const listed = await api('GET', `/workflows/${id}/webhooks`);
  const endpoints = z
    .array(
      z
        .object({
          url_path: z.string().optional(),
          url: z.string().optional(),
          path: z.string(),
          secret: z.string().nullable(),
        })
        .loose(),
    )
    .parse(listed.json.data);
  const [endpoint] = endpoints;
  return { id, webhook: endpoint?.url_path ?? endpoint?.url ?? '', secret: endpoint?.secret ?? '' };
}
