import { SELF } from 'cloudflare:test';
import type { JsonObject } from '../../../src/engine/json.ts';
import { endpointListSchema } from '../../../src/webhooks/webhooks.schemas.ts';
import { chain } from '../../support/graph.ts';
import { createWorkflow, type Graph, node, type Reply, type User } from '../../support/running-app.ts';

/** A webhook of a draft that nobody has published. */
export type Draft = {
  readonly workflowId: string;
  readonly etag: string;
  readonly endpointId: string;
  readonly testUrl: string;
  readonly secret: string;
  /** The path of its listening, below the workspace. */
  readonly listening: string;
};

/** hook → show, which answers with the body of the call. */
export function echoing(config: JsonObject = {}): Graph {
  const hook = node('hook', 'trigger.webhook', { respond: 'last_node', ...config });
  const show = node('show', 'action.set', { mode: 'json', json: { got: '{{ $json.body }}' } });
  return { nodes: [hook, show], connections: chain('hook → show') };
}

export async function draftWebhook(user: User, graph: Graph = echoing()): Promise<Draft> {
  const { id, etag } = await createWorkflow(user, graph);
  const { data } = endpointListSchema.parse((await user.api('GET', `/workflows/${id}/webhooks`)).json);
  const [endpoint] = data;
  if (endpoint === undefined) throw new Error('The workflow has no webhook.');
  return {
    workflowId: id,
    etag,
    endpointId: endpoint.endpoint_id,
    testUrl: `/webhooks-test/${endpoint.endpoint_id}`,
    secret: endpoint.secret ?? '',
    listening: `/workflows/${id}/webhooks/${endpoint.id}/listen`,
  };
}

export function listen(user: User, { listening }: Draft, body: JsonObject = {}): Promise<Reply> {
  return user.api('POST', listening, body);
}

/** One of Server-Sent Events. */
type StreamEvent = { readonly id: string; readonly type: string; readonly data: JsonObject };

/** A connection to the stream of a test URL. */
export type Stream = {
  /** The next event that is no sign of life; null at the end of the stream. */
  next(): Promise<StreamEvent | null>;
  leave(): Promise<void>;
};

export async function openStream(user: User, { listening }: Draft, lastEventId?: string): Promise<Stream> {
  const url = `https://linkflow.test/api/v1/workspaces/${user.workspaceId}${listening}/stream`;
  const after = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await SELF.fetch(url, { headers: { authorization: user.authorization, ...after } });
  if (response.status !== 200 || response.body === null)
    throw new Error(`${response.status}: ${await response.text()}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function next(): Promise<StreamEvent | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end === -1) {
        const { value, done } = await reader.read();
        if (done) return null;
        text += value;
        continue;
      }
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (!block.startsWith(':')) return eventOf(block);
    }
  }
  return { next, leave: () => reader.cancel() };
}

function eventOf(block: string): StreamEvent {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
  return { id: field('id'), type: field('event'), data: JSON.parse(field('data')) };
}
