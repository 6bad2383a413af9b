import type { JsonObject } from '../../src/engine/json.ts';
import { signBytes } from '../../src/security/signatures.ts';
import { endpointListSchema } from '../../src/webhooks/webhooks.schemas.ts';
import { chain } from './graph.ts';
import { changeStatus, createWorkflow, node, type Reply, send, type User } from './running-app.ts';

/** hook → show, answering with the headers that the workflow gets */
export function admitting(authentication: JsonObject, more: JsonObject = {}) {
  const show = node('show', 'action.set', {
    mode: 'json',
    json: { headers: '{{ $json.headers }}', body: '{{ $json.body }}' },
  });
  const hook = node('hook', 'trigger.webhook', { authentication, respond: 'last_node', ...more });
  return { nodes: [hook, show], connections: chain('hook → show') };
}

/** A published workflow behind a webhook whose callers have to prove who they are. */
export type Guarded = {
  readonly id: string;
  readonly etag: string;
  readonly webhook: string;
  readonly webhookId: string;
  readonly secret: string;
};

/** Publishes it, with a secret of the sender's set before if there is one. */
export async function publishGuarded(
  user: User,
  graph: ReturnType<typeof admitting>,
  theirs: string | null = null,
): Promise<Guarded> {
  const created = await createWorkflow(user, graph);
  const [endpoint] = endpointListSchema.parse((await user.api('GET', `/workflows/${created.id}/webhooks`)).json).data;
  const webhookId = endpoint?.id ?? '';
  if (theirs !== null) {
    await user.api('PUT', `/workflows/${created.id}/webhooks/${webhookId}/secret`, { secret: theirs });
  }
  const etag = await changeStatus(user, created, 'publish');
  const webhook = `/webhooks/${endpoint?.endpoint_id}`;
  return { id: created.id, etag, webhook, webhookId, secret: theirs ?? endpoint?.secret ?? '' };
}

/** Sends JSON, as the sender wrote it. */
export function deliver(webhook: string, body: string, headers: Record<string, string>): Promise<Reply> {
  return send('POST', webhook, { body, headers: { 'content-type': 'application/json', ...headers } });
}

/** An HMAC-SHA-256 in hex, behind a prefix. */
export function hexOf(secret: string, text: string, prefix: string): Promise<string> {
  return signBytes(secret, new TextEncoder().encode(text), { encoding: 'hex', prefix });
}

export function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}
