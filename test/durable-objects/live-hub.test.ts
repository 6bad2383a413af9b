import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LiveBatch, WATCHING, type Watching } from '../../durable-objects/live-hub-calls.ts';
import type { LiveNews } from '../../src/executions/live/live-news.ts';
import { newId } from '../../src/shared/ids.ts';
import { PATIENCE } from '../support/executions.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

type Message = {
  readonly id: string | null;
  readonly type: string;
  readonly data: { readonly [name: string]: unknown };
};

function nodeNews(id: string, status: string): LiveNews {
  const type = status === 'running' ? 'node.started' : 'node.finished';
  return { key: `node:["${id}",0]`, type, data: JSON.stringify({ node_id: id, run_index: 0, status }) };
}

function executionNews(status: string): LiveNews {
  const type = { running: 'execution.started', waiting: 'execution.waiting' }[status] ?? 'execution.ended';
  return { key: 'execution', type, data: JSON.stringify({ status }) };
}

/** The object of an execution that has a row, but no runner: the test tells in its place. */
async function openHub() {
  const user = await createUser();
  const executionId = await queueExecution(user, await createIdleWorkflow(user));
  const stub = env.LIVE_HUB.getByName(executionId);
  const tell = (news: readonly LiveNews[], more: Partial<LiveBatch> = {}) =>
    stub.tell({ executionId, workspaceId: user.workspaceId, epoch: 1, begin: false, whole: null, news, ...more });
  return {
    user,
    executionId,
    stub,
    tell,
    begin: (news: readonly LiveNews[], epoch = 1) =>
      tell(news, { begin: true, epoch, whole: { id: newId(Date.now()), last: true } }),
  };
}

type Hub = Awaited<ReturnType<typeof openHub>>;

async function sessionOf({ user }: Hub): Promise<string> {
  const statement = 'SELECT s.id FROM sessions s JOIN workspaces w ON w.owner_id = s.user_id WHERE w.id = $1::uuid';
  const [row] = await testDatabase().sql.query(statement, [user.workspaceId]);
  return String(row?.id);
}

/** Joins those who watch. `confirm`: whether what comes is confirmed. */
async function join(hub: Hub, { after = 0, confirm = true }: { after?: number; confirm?: boolean } = {}) {
  const watching: Watching = { proof: { type: 'session', id: await sessionOf(hub) }, format: 'json', after };
  const headers = { upgrade: 'websocket', [WATCHING]: JSON.stringify(watching) };
  const { webSocket } = await hub.stub.fetch(new Request('https://live-hub/watch', { headers }));
  if (webSocket === null) throw new Error('There is no WebSocket.');
  const messages: Message[] = [];
  const codes: number[] = [];
  webSocket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data));
    messages.push(message);
    if (confirm && message.id !== null) webSocket.send(message.id);
  });
  webSocket.addEventListener('close', ({ code }) => codes.push(code));
  webSocket.accept();
  const heard = () =>
    messages.map(({ type, data }) => `${type} ${data.node_id ?? data.status ?? data.reason ?? ''}`.trim());
  return { messages, heard, codes, webSocket };
}

async function isEmpty({ stub }: Hub): Promise<boolean> {
  return runInDurableObject(stub, async (_hub, { storage }) => {
    const tables = storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'news'").toArray();
    return tables.length === 0 && storage.kv.get('head') === undefined && (await storage.getAlarm()) === null;
  });
}

describe('the object of those who watch an execution', () => {
  it('keeps nothing, and wants nothing, while nobody has asked for it', async () => {
    const hub = await openHub();
    expect(await hub.tell([nodeNews('one', 'running')])).toEqual({ wanted: false });
    expect(await isEmpty(hub)).toBe(true);
  });

  it('tells whoever comes how things stand, then what is new, once', async () => {
    const hub = await openHub();
    await hub.begin([nodeNews('one', 'running'), executionNews('running')]);
    await hub.tell([nodeNews('one', 'completed'), nodeNews('two', 'running')]);
    const { heard } = await join(hub);
    const standing = ['execution.started running', 'node.finished one', 'node.started two', 'live'];
    await vi.waitFor(() => expect(heard()).toEqual(standing), PATIENCE);
    await hub.tell([nodeNews('two', 'running'), nodeNews('two', 'completed')]);
    await vi.waitFor(() => expect(heard()).toEqual([...standing, 'node.finished two']), PATIENCE);
  });

  it('hears the latest runner alone, and forgets what that one does not know', async () => {
    const hub = await openHub();
    await hub.begin([nodeNews('one', 'completed'), nodeNews('two', 'running'), executionNews('running')]);
    const { heard } = await join(hub);
    expect(await hub.begin([nodeNews('one', 'running'), executionNews('running')], 2)).toEqual({ wanted: true });
    expect(await hub.tell([nodeNews('two', 'completed')])).toEqual({ wanted: false });
    await vi.waitFor(() => expect(heard().slice(-2)).toEqual(['node.started one', 'node.forgotten two']), PATIENCE);
  });

  it('goes on with its watchers and its numbers after it has slept', async () => {
    const hub = await openHub();
    await hub.begin([nodeNews('one', 'running'), executionNews('running')]);
    const { heard, messages } = await join(hub);
    await vi.waitFor(() => expect(heard()).toContain('live'), PATIENCE);
    await evictDurableObject(hub.stub);
    await hub.tell([nodeNews('one', 'completed')]);
    await vi.waitFor(() => expect(heard().at(-1)).toBe('node.finished one'), PATIENCE);
    const ids = messages.flatMap(({ id }) => (id === null ? [] : [Number(id)]));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  it('ends with the execution: all are told, and later ones too', async () => {
    const hub = await openHub();
    await hub.begin([nodeNews('one', 'running'), executionNews('running')]);
    const { heard } = await join(hub);
    await hub.tell([executionNews('completed'), nodeNews('one', 'completed')]);
    const end = ['node.finished one', 'execution.ended completed', 'closed ended'];
    await vi.waitFor(() => expect(heard().slice(-3)).toEqual(end), PATIENCE);
    const late = await join(hub);
    await vi.waitFor(() => expect(late.heard()).toEqual(end), PATIENCE);
    expect(await hub.tell([nodeNews('two', 'running')])).toEqual({ wanted: false });
  });

  it('tells from the row what no runner tells', async () => {
    const hub = await openHub();
    await hub.stub.open({ executionId: hub.executionId, workspaceId: hub.user.workspaceId, known: [] });
    const { heard } = await join(hub);
    await changeRow(hub.executionId, `status = 'failed', error_code = 'execution.runner_lost', completed_at = now()`);
    await runDurableObjectAlarm(hub.stub);
    await vi.waitFor(() => expect(heard().slice(-2)).toEqual(['execution.ended failed', 'closed ended']), PATIENCE);
  });

  it('stops by itself when nobody has watched for a minute, and keeps nothing', async () => {
    const hub = await openHub();
    await hub.begin([nodeNews('one', 'running')]);
    await runDurableObjectAlarm(hub.stub);
    expect(await isEmpty(hub)).toBe(false);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    expect(await hub.tell([nodeNews('two', 'running')])).toEqual({ wanted: false });
    await runDurableObjectAlarm(hub.stub);
    expect(await isEmpty(hub)).toBe(true);
  });
});

const LOSSES: { readonly [name: string]: string } = {
  'whose session has ended': `UPDATE sessions SET revoked_at = now() WHERE id = $1::uuid`,
  'who is suspended': `UPDATE users SET status = 'suspended' WHERE id = (SELECT user_id FROM sessions WHERE id = $1::uuid)`,
  'who is no member any more': `DELETE FROM workspace_members WHERE user_id = (SELECT user_id FROM sessions WHERE id = $1::uuid)`,
  'of a workspace that is to be deleted': `UPDATE workspaces SET deleted_at = now() WHERE owner_id = (SELECT user_id FROM sessions WHERE id = $1::uuid)`,
};

describe('whoever opens it', () => {
  it('is asked to let the runner hear of it, but not each of many at once', async () => {
    const hub = await openHub();
    const open = () => hub.stub.open({ executionId: hub.executionId, workspaceId: hub.user.workspaceId, known: [] });
    expect([await open(), await open()]).toEqual([{ heard: false }, { heard: true }]);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 11_000);
    expect(await open()).toEqual({ heard: false });
    await hub.begin([executionNews('running')]);
    expect(await open()).toEqual({ heard: true });
  });

  it('is asked again when a runner has stopped to tell because nobody watched', async () => {
    const hub = await openHub();
    await hub.begin([executionNews('running')]);
    await runDurableObjectAlarm(hub.stub);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    expect(await hub.tell([nodeNews('one', 'running')])).toEqual({ wanted: false });
    const opened = await hub.stub.open({ executionId: hub.executionId, workspaceId: hub.user.workspaceId, known: [] });
    expect(opened).toEqual({ heard: false });
  });
});

describe('somebody', () => {
  it.each(Object.keys(LOSSES))('%s watches no longer', async (name) => {
    const hub = await openHub();
    await hub.begin([nodeNews('one', 'running'), executionNews('running')]);
    const { heard, codes } = await join(hub);
    await runDurableObjectAlarm(hub.stub);
    expect(codes).toEqual([]);
    await testDatabase().sql.query(LOSSES[name] ?? '', [await sessionOf(hub)]);
    await runDurableObjectAlarm(hub.stub);
    await vi.waitFor(() => expect([heard().at(-1), codes]).toEqual(['closed access_lost', [4403]]), PATIENCE);
  });

  it('who confirms nothing is sent no more than there is room for, and is cut off after a minute', async () => {
    const hub = await openHub();
    const big = (id: number): LiveNews => ({
      ...nodeNews(`n${id}`, 'running'),
      data: JSON.stringify({ node_id: 'x'.repeat(5000) }),
    });
    await hub.begin([executionNews('running')]);
    const silent = await join(hub, { confirm: false });
    for (let id = 0; id < 30; id += 1) await hub.tell([big(id)]);
    await vi.waitFor(() => expect(silent.messages.length).toBeGreaterThan(10), PATIENCE);
    expect(silent.messages.length).toBeLessThan(20);
    silent.webSocket.send(silent.messages.findLast(({ id }) => id !== null)?.id ?? '');
    await vi.waitFor(() => expect(silent.messages.length).toBeGreaterThan(20), PATIENCE);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    await runDurableObjectAlarm(hub.stub);
    await vi.waitFor(() => expect(silent.codes).toEqual([4408]), PATIENCE);
  });
});
