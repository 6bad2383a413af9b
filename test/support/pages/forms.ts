import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import { chain } from '../graph.ts';
import { node, publish, type Reply, send, type User } from '../running-app.ts';
import { type Filling, fillIn } from './html-form.ts';

/** A published form. */
export type PublishedForm = {
  readonly id: string;
  readonly etag: string;
  readonly url: string;
  readonly secret: string;
};

/** Publishes a workflow that begins with this form. */
export async function publishForm(
  user: User,
  config: JsonObject,
  ...nodes: readonly WorkflowNode[]
): Promise<PublishedForm> {
  const all = [node('form', 'trigger.form', config), ...nodes];
  const graph = { nodes: all, connections: chain(all.map(({ id }) => id).join(' → ')) };
  const { id, etag, webhook, secret } = await publish(
    user,
    nodes.length === 0 ? { nodes: all, connections: [] } : graph,
  );
  return { id, etag, url: webhook.replace('/webhooks/', '/forms/'), secret };
}

/** Sends what a browser would. */
export function sendForm(url: string, body: FormData, headers: Record<string, string> = {}): Promise<Reply> {
  return send('POST', url, { body, headers, redirect: 'manual' });
}

/** Opens the form, fills it in and sends it. */
export async function submit(url: string, filling: Filling, own: Record<string, string> = {}): Promise<Reply> {
  return sendForm(url, fillIn((await send('GET', url)).text, filling, own));
}

/** The execution that an answer tells of. */
export function executionOf({ headers }: Reply): string {
  return headers.get('linkflow-execution-id') ?? '';
}
