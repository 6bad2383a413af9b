import { z } from 'zod';
import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../src/engine/workflow.ts';

/** An answer of the API: its body as text, and as JSON if it is that. */
type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
};

type Request = {
  readonly method: string;
  /** The path from the root of the server. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
};

export type Graph = {
  readonly name: string;
  readonly nodes: readonly WorkflowNode[];
  readonly connections: readonly WorkflowConnection[];
  readonly settings?: JsonObject;
};

const registeredSchema = z.object({
  user: z.object({ email: z.string() }),
  workspace: z.object({ id: z.string() }),
  tokens: z.object({ access_token: z.string() }),
});

const workflowSchema = z.object({ id: z.string() });

const endpointsSchema = z.object({
  data: z.array(z.object({ node_id: z.string(), url_path: z.string(), secret: z.string() })),
});

/** A published workflow. */
export type Published = {
  readonly id: string;
  /** The URL of its first webhook, if it has one. */
  readonly webhookPath: string;
  readonly secret: string;
};

/** Sends a request. Throws what `fetch` throws if the server can't be reached. */
async function send(url: string, { method, path, body, headers = {} }: Request): Promise<Reply> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const init = {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const response = await fetch(`${url}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A user of a running LinkFlow, with their workspace. */
export type Client = {
  readonly url: string;
  readonly email: string;
  readonly workspacePath: string;
  /** Sends an authorised request to a path of the workspace. Throws if the answer has another status than expected. */
  call(request: Request, expected: number): Promise<Reply>;
  /** Opens a stream at a path of the workspace. The answer is not read. */
  open(path: string, headers?: { readonly [name: string]: string }): Promise<Response>;
  /** Creates a workflow and publishes it. */
  publish(graph: Graph): Promise<Published>;
};

/** Registers a user with this email. */
export async function register(url: string, email: string, password: string): Promise<Client> {
  const body = { email, password, first_name: 'Ada', last_name: 'Lovelace' };
  const reply = expectStatus(await send(url, { method: 'POST', path: '/api/v1/auth/register', body }), 201);
  const { user, workspace, tokens } = registeredSchema.parse(reply.json);
  const authorization = `Bearer ${tokens.access_token}`;
  const workspacePath = `/api/v1/workspaces/${workspace.id}`;
  const call: Client['call'] = async ({ method, path, body: json, headers = {} }, expected) => {
    const request = { method, path: `${workspacePath}${path}`, body: json, headers: { ...headers, authorization } };
    return expectStatus(await send(url, request), expected);
  };
  return {
    url,
    email: user.email,
    workspacePath,
    call,
    open: (path, headers = {}) => fetch(`${url}${workspacePath}${path}`, { headers: { ...headers, authorization } }),
    publish: (graph) => publish(call, graph),
  };
}

async function publish(call: Client['call'], graph: Graph): Promise<Published> {
  const created = await call({ method: 'POST', path: '/workflows', body: graph }, 201);
  const { id } = workflowSchema.parse(created.json);
  const headers = { 'if-match': created.headers.get('etag') ?? '' };
  await call({ method: 'POST', path: `/workflows/${id}/publish`, body: {}, headers }, 200);
  const listed = await call({ method: 'GET', path: `/workflows/${id}/webhooks` }, 200);
  const [endpoint] = endpointsSchema.parse(listed.json).data;
  return { id, webhookPath: endpoint?.url_path ?? '', secret: endpoint?.secret ?? '' };
}

function expectStatus(reply: Reply, expected: number): Reply {
  if (reply.status === expected) return reply;
  throw new Error(`Expected ${expected}, the answer was ${reply.status}: ${reply.text.slice(0, 500)}`);
}
