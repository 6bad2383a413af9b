import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { signBytes } from '../../../src/security/signatures.ts';
import { executionId, getExecution, PATIENCE, untilStatus } from '../../support/executions.ts';
import { createUser, post, saveWorkflow, send, type User } from '../../support/running-app.ts';
import { draftWebhook, echoing, listen, openStream } from './listening.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('the test URL of a webhook', () => {
  it('says that nobody listens, and how to begin', async () => {
    const { testUrl } = await draftWebhook(user);
    const { status, json } = await post(testUrl, { n: 1 });
    expect([status, json.code]).toEqual([404, 'webhooks.nobody_listens']);
    expect(json.detail).toContain('/listen');
  });

  it('shows a call of a draft to whoever listens, as the item that the trigger would bring', async () => {
    const draft = await draftWebhook(user, echoing({ path: 'orders/:id' }));
    const listening = await listen(user, draft);
    expect(listening.json).toMatchObject({ test_url_path: `${draft.testUrl}/orders/:id`, version: 1, run: false });
    const stream = await openStream(user, draft);
    const reply = await post(
      `${draft.testUrl}/orders/7?from=shop`,
      { n: 12345678901234567890n.toString() },
      { 'x-shop': 'a' },
    );
    expect([reply.status, reply.json]).toEqual([200, { received: true }]);
    const event = await stream.next();
    expect(event).toMatchObject({
      type: 'call',
      data: {
        method: 'POST',
        path: 'orders/7',
        query: 'from=shop',
        headers: { 'x-shop': 'a' },
        body: { preview: '{"n":"12345678901234567890"}', is_cut: false },
        outcome: 'admitted',
        refusal: null,
        item: { params: { id: '7' }, body: { n: '12345678901234567890' } },
      },
    });
    await stream.leave();
  });

  it('starts a run of the draft, answers as it answers, and tells its execution', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft, { run: true });
    const stream = await openStream(user, draft);
    const reply = await post(draft.testUrl, { n: 1 });
    expect([reply.status, reply.json]).toEqual([200, { got: { n: 1 } }]);
    const [call, run] = [await stream.next(), await stream.next()];
    expect(run).toMatchObject({ type: 'run', data: { call: Number(call?.id), execution_id: executionId(reply) } });
    expect(await getExecution(user, executionId(reply))).toMatchObject({ trigger_type: 'manual', workflow_version: 1 });
    await stream.leave();
  });

  it('answers 202 at once where the draft does not keep callers waiting', async () => {
    const draft = await draftWebhook(user, echoing({ respond: 'immediately' }));
    await listen(user, draft, { run: true });
    const reply = await post(draft.testUrl, { n: 1 });
    expect(reply.status).toBe(202);
    await untilStatus(user, executionId(reply), 'completed');
  });

  it('tests the draft as it was when listening began, and starts none without being asked', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    await saveWorkflow(user, { id: draft.workflowId, etag: draft.etag }, echoing({ methods: ['PUT'] }));
    expect((await post(draft.testUrl, {})).status).toBe(200);
    expect((await listen(user, draft)).json.version).toBe(2);
    const reply = await post(draft.testUrl, {});
    expect([reply.status, reply.json.code]).toEqual([405, 'webhooks.method_not_allowed']);
    expect((await user.api('GET', `/executions?workflow_id=${draft.workflowId}`)).json.data).toEqual([]);
  });

  it('checks signatures as in production, and shows why a call was refused', async () => {
    const draft = await draftWebhook(user, echoing({ authentication: { type: 'hmac_sha256' } }));
    await listen(user, draft, { run: true });
    const stream = await openStream(user, draft);
    const refused = await post(draft.testUrl, { n: 1 });
    expect([refused.status, refused.json.code]).toEqual([401, 'webhooks.invalid_signature']);
    expect(await stream.next()).toMatchObject({
      data: { outcome: 'refused', item: null, refusal: { code: 'webhooks.invalid_signature', status: 401 } },
    });
    const bytes = new TextEncoder().encode('{"n":1}');
    const signature = await signBytes(draft.secret, bytes, { encoding: 'hex', prefix: 'sha256=' });
    expect((await post(draft.testUrl, { n: 1 }, { 'x-hub-signature-256': signature })).status).toBe(200);
    await stream.leave();
  });

  it.each([
    [{ type: 'header', header: 'X-Token' }, 'x-token'],
    [{ type: 'basic', username: 'me' }, 'authorization'],
    [{ type: 'gitlab' }, 'x-gitlab-token'],
  ])('hides the header that may hold the secret, right or wrong: %j', async (authentication, header) => {
    const draft = await draftWebhook(user, echoing({ authentication }));
    await listen(user, draft);
    const stream = await openStream(user, draft);
    const guess = await post(draft.testUrl, {}, { [header]: 'nearly-right' });
    expect(guess.status).toBe(401);
    const right = header === 'authorization' ? `Basic ${btoa(`me:${draft.secret}`)}` : draft.secret;
    expect((await post(draft.testUrl, {}, { [header]: right })).status).toBe(200);
    const shown = JSON.stringify([await stream.next(), await stream.next()]);
    expect(shown.match(/\(hidden\)/g)).toHaveLength(2);
    expect([shown.includes('nearly-right'), shown.includes(right)]).toEqual([false, false]);
    await stream.leave();
  });

  it('refuses a body that is not what its content type says, and shows that, too', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    const stream = await openStream(user, draft);
    const reply = await send('POST', draft.testUrl, { body: '{', headers: { 'content-type': 'application/json' } });
    expect(reply.status).toBe(400);
    expect(await stream.next()).toMatchObject({
      data: { outcome: 'refused', body: { preview: '{' }, refusal: { status: 400 } },
    });
    await stream.leave();
  });

  it('shows no more of a call than it can hold', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    const stream = await openStream(user, draft);
    await post(draft.testUrl, { text: 'a'.repeat(300_000) }, { 'x-long': 'b'.repeat(5000) });
    const event = await stream.next();
    expect(event?.data).toMatchObject({ item: null, item_left_out: true, body: { is_cut: true, bytes: 300_011 } });
    expect(JSON.stringify(event).length).toBeLessThan(20_000);
    await stream.leave();
  });

  it('does nothing for names that no endpoint has', async () => {
    for (const name of ['nothing', 'a'.repeat(32), '%2e%2e', 'a'.repeat(5000)]) {
      expect([name, (await post(`/webhooks-test/${name}`, {})).status]).toEqual([name, 404]);
    }
    const objects = await listDurableObjectIds(env.WEBHOOK_TEST_HUB);
    const none = env.WEBHOOK_TEST_HUB.idFromName('a'.repeat(32));
    expect(objects.filter((id) => id.equals(none))).toEqual([]);
  });
});

describe('listening', () => {
  it('shows what came a moment before to those who connect later, or come back', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    for (const n of [1, 2, 3]) await post(draft.testUrl, { n });
    const stream = await openStream(user, draft);
    const seen = [await stream.next(), await stream.next(), await stream.next()];
    expect(seen.map((event) => event?.data.item)).toMatchObject([1, 2, 3].map((n) => ({ body: { n } })));
    await stream.leave();
    const again = await openStream(user, draft, seen[1]?.id);
    expect((await again.next())?.id).toBe(seen[2]?.id);
    await again.leave();
  });

  it('keeps the last twenty', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    for (let n = 1; n <= 22; n += 1) await post(draft.testUrl, { n });
    const hub = env.WEBHOOK_TEST_HUB.getByName(draft.endpointId);
    const kept = () =>
      runInDurableObject(
        hub,
        (_hub, { storage }) => storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM events').one().n,
      );
    await vi.waitFor(async () => expect(await kept()).toBe(20), PATIENCE);
    const stream = await openStream(user, draft);
    expect(await stream.next()).toMatchObject({ data: { item: { body: { n: 3 } } } });
    await stream.leave();
  });

  it('stops by itself, says so, and keeps nothing', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft, { seconds: 1 });
    const stream = await openStream(user, draft);
    await post(draft.testUrl, { n: 1 });
    expect(await stream.next()).toMatchObject({ type: 'call' });
    expect(await stream.next()).toMatchObject({ type: 'closed', data: { reason: 'expired' } });
    expect(await stream.next()).toBeNull();
    expect((await post(draft.testUrl, {})).json.code).toBe('webhooks.nobody_listens');
    expect((await user.api('GET', `${draft.listening}/stream`)).json.code).toBe('webhooks.not_listening');
    const hub = env.WEBHOOK_TEST_HUB.getByName(draft.endpointId);
    const tables = await runInDurableObject(hub, (_hub, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'events'").toArray(),
    );
    expect(tables).toEqual([]);
  });

  it('goes on if it is begun anew before its end', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    await listen(user, draft, { seconds: 600 });
    const hub = env.WEBHOOK_TEST_HUB.getByName(draft.endpointId);
    expect(await runDurableObjectAlarm(hub)).toBe(true);
    expect((await post(draft.testUrl, {})).status).toBe(200);
  });

  it('does not keep the sender waiting for a listener that does not read', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    const stream = await openStream(user, draft);
    const text = 'a'.repeat(90_000);
    for (let n = 0; n < 30; n += 1) expect((await post(draft.testUrl, { n, text })).status).toBe(200);
    await stream.leave();
  });

  it('is for five at once', async () => {
    const draft = await draftWebhook(user);
    await listen(user, draft);
    const streams = [];
    for (let n = 0; n < 5; n += 1) streams.push(await openStream(user, draft));
    const { status, json } = await user.api('GET', `${draft.listening}/stream`);
    expect([status, json.code]).toEqual([429, 'webhooks.too_many_listeners']);
    for (const stream of streams) await stream.leave();
  });

  it.each([[{ seconds: 0 }], [{ seconds: 601 }], [{ seconds: '9' }], [{ run: 'yes' }], [{ forever: true }]])(
    'refuses %j',
    async (body) => {
      expect((await listen(user, await draftWebhook(user), body)).status).toBe(400);
    },
  );

  it('is for members of the workspace, and for endpoints of the workflow', async () => {
    const other = await createUser();
    const [mine, theirs] = [await draftWebhook(user), await draftWebhook(other)];
    await listen(other, theirs);
    for (const path of [theirs.listening, theirs.listening.replace(theirs.workflowId, mine.workflowId)]) {
      expect([(await user.api('POST', path, {})).status, (await user.api('GET', `${path}/stream`)).status]).toEqual([
        404, 404,
      ]);
    }
    const foreign = `/api/v1/workspaces/${other.workspaceId}${theirs.listening}`;
    expect((await post(foreign, {}, { authorization: user.authorization })).status).toBe(404);
  });
});
