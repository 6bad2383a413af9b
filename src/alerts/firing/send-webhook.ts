import { EgressError } from '../../security/egress/errors.ts';
import { signBytes } from '../../security/signatures.ts';
import { keyOf } from '../../security/webhooks/standard-webhooks.ts';
import type { Clock } from '../../shared/clock.ts';
import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import type { WorkspaceEgress } from '../../workspaces/workspace-egress.ts';
import { secretPurpose } from '../alert-deps.ts';
import type { Delivery } from './deliveries.ts';
import type { Outcome } from './outcome.ts';

export type WebhookDeps = {
  readonly egress: WorkspaceEgress;
  readonly secrets: WorkspaceSecrets;
  readonly now: Clock;
};

const TIMEOUT_MS = 10_000;

/** The longest answer, in bytes; of a longer one nobody knows whether it was meant well. */
export const MAX_WEBHOOK_ANSWER = 1_000_000;

const FORMAT = { encoding: 'base64', prefix: 'v1,' } as const;

/** The headers by which the receiver knows the message, and that it is ours: Standard Webhooks (standardwebhooks.com). */
async function signedHeaders({ secrets, now }: WebhookDeps, delivery: Delivery, body: string) {
  const { firing_id, workspace_id, alert_id, signing_secret } = delivery;
  const open = await secrets.opener(workspace_id);
  const secret = await open(signing_secret, secretPurpose(alert_id));
  const timestamp = String(Math.floor(now() / 1000));
  const bytes = new TextEncoder().encode(`${firing_id}.${timestamp}.${body}`);
  return {
    'content-type': 'application/json',
    'webhook-id': firing_id,
    'webhook-timestamp': timestamp,
    'webhook-signature': await signBytes(keyOf(secret), bytes, FORMAT),
  };
}

function failure(error: unknown): Outcome {
  if (!(error instanceof EgressError)) throw error;
  return { type: error.retryable ? 'again' : 'refused', reason: `${error.code}: ${error.message}` };
}

/** Sends a firing to the address of its alert, as far as the workspace's workflows may call it. Redirects are not followed. */
export async function sendWebhook(deps: WebhookDeps, delivery: Delivery): Promise<Outcome> {
  const url = delivery.channels.webhook_url;
  if (url === null) return { type: 'refused', reason: 'the alert has no address any more' };
  const body = JSON.stringify({ event: delivery.event, ...delivery.details });
  const headers = await signedHeaders(deps, delivery, body);
  const request = { method: 'POST', url, headers, body, timeoutMs: TIMEOUT_MS, followRedirects: false };
  try {
    const { status } = await deps.egress(delivery.workspace_id)(request, new AbortController().signal);
    return status >= 200 && status < 300 ? { type: 'done' } : { type: 'again', reason: `the answer was ${status}` };
  } catch (error) {
    return failure(error);
  }
}
