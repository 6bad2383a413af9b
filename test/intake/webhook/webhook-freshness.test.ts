import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { App } from '../../../src/http/app-types.ts';
import { countExecutions, hooked, showing } from '../../support/hooked.ts';
import { republish } from '../../support/run-workflow.ts';
import { changeStatus, createUser, post, publish, type User } from '../../support/running-app.ts';
import { testApp } from '../../support/test-app.ts';

let user: User;
let elsewhere: App;

// Another isolate of the same Worker: it has a cache of endpoints for itself, and hears of no change.
beforeAll(async () => {
  user = await createUser();
  elsewhere = testApp();
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function callElsewhere(webhook: string, init: RequestInit): Promise<Response> {
  return elsewhere.request(`https://linkflow.test${webhook}`, init, env, createExecutionContext());
}

const graph = (config: JsonObject) => hooked({ respond: 'last_node', ...config }, showing({ word: 'ran' }));
const JSON_TYPE = { 'content-type': 'application/json' };
const posting = (body: JsonObject): RequestInit => ({ method: 'POST', body: JSON.stringify(body), headers: JSON_TYPE });

function secondsLater(seconds: number): void {
  const later = Date.now() + seconds * 1000;
  vi.spyOn(Date, 'now').mockReturnValue(later);
}

const asking: RequestInit = { method: 'OPTIONS', headers: { origin: 'https://a.example' } };
const previewing: RequestInit = { method: 'GET', headers: { 'user-agent': 'Twitterbot/1.0' } };

describe('an isolate that has an endpoint in its cache', () => {
  it('is not told when there is a new endpoint, and knows it at once: what is not there is not remembered', async () => {
    const draft = await publish(user, graph({}));
    const off = await changeStatus(user, draft, 'deactivate');
    expect((await callElsewhere(draft.webhook, posting({}))).status).toBe(404);
    await changeStatus(user, { id: draft.id, etag: off }, 'publish');
    expect((await callElsewhere(draft.webhook, posting({}))).status).toBe(200);
  });

  it('lets in at once whom it refused', async () => {
    const workflow = await publish(user, graph({ max_body_bytes: 5, allowed_addresses: ['192.0.2.1'] }));
    expect((await callElsewhere(workflow.webhook, posting({}))).status).toBe(403);
    await republish(user, workflow, graph({}));
    expect((await callElsewhere(workflow.webhook, posting({ long: 'x' }))).status).toBe(200);
  });

  it('runs nothing by a condition of before', async () => {
    const workflow = await publish(user, graph({ only_if: '{{ $json.body.go }}' }));
    expect(await (await callElsewhere(workflow.webhook, posting({ go: 1 }))).json()).toEqual({ word: 'ran' });
    await republish(user, workflow, graph({ only_if: '{{ !$json.body.go }}' }));
    expect(await (await callElsewhere(workflow.webhook, posting({ go: 1 }))).json()).toMatchObject({
      status: 'ignored',
    });
    expect(await countExecutions(user, workflow.id)).toBe(1);
  });

  it('ignores nothing by a condition that is seconds old', async () => {
    const workflow = await publish(user, graph({ only_if: '{{ $json.body.go }}' }));
    await callElsewhere(workflow.webhook, posting({ go: 0 }));
    await republish(user, workflow, graph({}));
    secondsLater(4);
    expect(await (await callElsewhere(workflow.webhook, posting({ go: 0 }))).json()).toEqual({ word: 'ran' });
  });

  it.each([
    ['a preflight', asking, 204],
    ['a link preview', previewing, 200],
  ])('stops answering %s within seconds of the removal', async (_name, init, status) => {
    const config = { cors: { origins: ['*'] }, methods: ['GET', 'POST'] };
    const workflow = await publish(user, graph(config));
    expect((await callElsewhere(workflow.webhook, init)).status).toBe(status);
    await changeStatus(user, workflow, 'deactivate');
    secondsLater(4);
    expect((await callElsewhere(workflow.webhook, init)).status).toBe(404);
    expect((await post(workflow.webhook, {})).status).toBe(404);
  });

  it('takes no calls for an endpoint that is gone', async () => {
    const workflow = await publish(user, graph({}));
    expect((await callElsewhere(workflow.webhook, posting({}))).status).toBe(200);
    await changeStatus(user, workflow, 'deactivate');
    expect((await callElsewhere(workflow.webhook, posting({}))).status).toBe(404);
    expect(await countExecutions(user, workflow.id)).toBe(1);
  });
});
