import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { secretPurpose } from '../../src/alerts/alert-deps.ts';
import type { Delivery } from '../../src/alerts/firing/deliveries.ts';
import { sendWebhook } from '../../src/alerts/firing/send-webhook.ts';
import { createDependencies } from '../../src/dependencies.ts';
import type { Egress } from '../../src/security/egress/types.ts';
import { verifyStandardWebhooks } from '../../src/security/webhooks/standard-webhooks.ts';
import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';
import { newId } from '../../src/shared/ids.ts';
import { createUser } from '../support/running-app.ts';

const now = 1_790_000_000_000;
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

async function sent(): Promise<OutgoingRequest | undefined> {
  const { workspaceId } = await createUser();
  const { systemSecrets: secrets } = createDependencies(env);
  const requests: OutgoingRequest[] = [];
  const egress: Egress = (request) => {
    requests.push(request);
    const answer = { status: 204, statusText: '', url: request.url, headers: {}, body: new Uint8Array() };
    return Promise.resolve(answer);
  };
  const [firing_id, alert_id] = [newId(now), newId(now)];
  const seal = await secrets.sealer(workspaceId);
  const delivery: Delivery = {
    firing_id,
    alert_id,
    channel: 'webhook',
    attempts: 1,
    event: 'fired',
    workspace_id: workspaceId,
    channels: { mail: [], webhook_url: 'https://example.com/hook', workflow_id: null },
    signing_secret: await seal(secret, secretPurpose(alert_id)),
    details: {
      alert: { id: alert_id, name: 'Ä <b>', rule: { kind: 'failure' } },
      workspace_id: workspaceId,
      fired_at: new Date(now).toISOString(),
      hits: 1,
      first_at: new Date(now).toISOString(),
      workflows: [],
    },
  };
  expect(await sendWebhook({ egress: () => egress, secrets, now: () => now }, delivery)).toEqual({ type: 'done' });
  return requests[0];
}

describe('sendWebhook', () => {
  it('signs what it sends as those who take Standard Webhooks expect, and follows nobody elsewhere', async () => {
    const request = await sent();
    expect(request).toMatchObject({ method: 'POST', followRedirects: false });
    const call = {
      method: 'POST',
      url: new URL('https://example.com/hook'),
      headers: new Headers(request?.headers),
      body: new TextEncoder().encode(String(request?.body)),
    };
    const rules = { toleranceSeconds: 300, verifyToken: '', publicUrl: '' };
    const judge = (body: Uint8Array) => verifyStandardWebhooks({ ...call, body }, { now, secrets: [secret] }, rules);
    expect(await judge(call.body)).toMatchObject({ type: 'admitted' });
    expect(await judge(new Uint8Array([...call.body, 32]))).toMatchObject({ type: 'refused' });
  });
});
