import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../src/engine/json.ts';
import { getExecution, PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { startExecution } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../../support/running-app.ts';
import { putTogether, told } from '../../support/stream-events.ts';
import { newTarget } from '../../support/target.ts';
import { starting } from '../../support/waits.ts';
import { expectHistory } from './equals-history.ts';
import { openStream, startWatched, watch } from './watching.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function set(id: string, json: JsonObject = { a: 1 }) {
  return node(id, 'action.set', { mode: 'json', json });
}

/** An execution that somebody watches, and that comes no further than its node `read` until the target is opened. */
async function held(...after: readonly ReturnType<typeof node>[]) {
  const target = newTarget();
  const read = node('read', 'action.http', { method: 'GET', url: target.url('hold') });
  const { id: workflow } = await createWorkflow(user, starting(read, ...after));
  const id = await startWatched(user, workflow);
  await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
  return { id, target };
}

describe('a thousand watchers of one execution', () => {
  it('are all told all of it', async () => {
    const { id, target } = await held(set('after'));
    const streams = await Promise.all(Array.from({ length: 1000 }, () => watch(user, id)));
    await target.open();
    const all = await Promise.all(streams.map((stream) => stream.toEnd()));
    const [first = []] = all;
    await expectHistory(user, id, first);
    const picture = putTogether(first);
    expect(all.filter((events) => JSON.stringify(putTogether(events)) !== JSON.stringify(picture))).toEqual([]);
  });
});

describe('a watcher that was cut off', () => {
  it('goes on after the last event that it knows, and is not told again what it knows', async () => {
    const { id, target } = await held(set('after'));
    const first = await watch(user, id);
    const known = await first.until(({ type, data }) => type === 'node.started' && data.node_id === 'read');
    await first.leave();
    const second = await watch(user, id, { 'last-event-id': known.id });
    await target.open();
    const events = await second.toEnd();
    expect(told(events)).not.toContain('start completed');
    await expectHistory(user, id, [...first.events, ...events]);
  });

  it('that knows the end is told that there is no more', async () => {
    const { id, target } = await held();
    const stream = await watch(user, id);
    await target.open();
    const events = await stream.toEnd();
    const end = events.find(({ type }) => type === 'execution.ended');
    const again = await SELF.fetch(
      `https://linkflow.test/api/v1/workspaces/${user.workspaceId}/executions/${id}/stream`,
      { headers: { authorization: user.authorization, 'last-event-id': end?.id ?? '' } },
    );
    expect([end?.id, again.status]).toEqual([expect.stringMatching(/^\d+\.end$/), 204]);
  });
});

describe('a watcher that does not read', () => {
  it('slows nothing, and is told how things stand when it reads again', async () => {
    const target = newTarget();
    const list = Array.from({ length: 120 }, (_, n) => ({ n }));
    const nodes = [
      node('start', 'trigger.manual'),
      node('read', 'action.http', { method: 'GET', url: target.url('hold') }),
      set('many', { list }),
      node('split', 'action.split_out', { fields: ['list'] }),
      node('loop', 'logic.loop', { batch_size: 1 }),
      set('body', { text: 'x'.repeat(1500) }),
    ];
    const connections = [...chain('start → read → many → split → loop:loop → body → loop')];
    const { id: workflow } = await createWorkflow(user, { nodes, connections });
    const id = await startWatched(user, workflow);
    const stream = await watch(user, id);
    await target.open();
    await untilStatus(user, id, 'completed');
    await expectHistory(user, id, await stream.toEnd());
  });
});

describe('who may watch', () => {
  it('is nobody of another workspace', async () => {
    const other = await createUser();
    const { id, target } = await held();
    for (const path of [`/executions/${id}/stream`, `/executions/${id}/socket`]) {
      expect(await other.api('GET', path, undefined, { upgrade: 'websocket' })).toMatchObject({
        status: 404,
        json: { code: 'executions.not_found' },
      });
    }
    const url = `/api/v1/workspaces/${user.workspaceId}/stream`;
    const foreign = await SELF.fetch(`https://linkflow.test${url}`, {
      headers: { authorization: other.authorization },
    });
    expect(foreign.status).toBe(404);
    await target.open();
  });

  it('is whoever has a ticket, once', async () => {
    const { id, target } = await held();
    const { status, json } = await user.api('POST', '/stream-tickets');
    expect(status).toBe(201);
    const path = `/executions/${id}/stream?ticket=${z.string().parse(json.ticket)}`;
    const stream = await openStream({ ...user, authorization: '' }, path);
    await expect(openStream({ ...user, authorization: '' }, path)).rejects.toThrow('401');
    await target.open();
    await expectHistory(user, id, await stream.toEnd());
  });

  it('is nobody with the ticket of another workspace, and no other route takes one', async () => {
    const other = await createUser();
    const { id, target } = await held();
    const foreign = z.string().parse((await other.api('POST', '/stream-tickets')).json.ticket);
    const path = `/executions/${id}/stream?ticket=${foreign}`;
    await expect(openStream({ ...user, authorization: '' }, path)).rejects.toThrow('401');
    const own = z.string().parse((await user.api('POST', '/stream-tickets')).json.ticket);
    await expect(openStream({ ...user, authorization: '' }, `/executions/${id}/nodes?ticket=${own}`)).rejects.toThrow(
      '401',
    );
    await target.open();
  });
});

describe('an execution that nobody watches', () => {
  it('calls no object for it', async () => {
    const hubs = vi.spyOn(env.LIVE_HUB, 'getByName');
    const { id: workflow } = await createWorkflow(user, starting(set('one'), set('two')));
    const id = await startExecution(user, workflow);
    await untilStatus(user, id, 'completed');
    expect(hubs.mock.calls.flat()).not.toContain(id);
    hubs.mockRestore();
    expect((await getExecution(user, id)).status).toBe('completed');
  });
});
