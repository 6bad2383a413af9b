import { SELF } from 'cloudflare:test';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../src/engine/json.ts';
import { PATIENCE, untilStatus } from '../../support/executions.ts';
import { sayingGraph, startExecution } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../../support/running-app.ts';
import type { StreamEvent } from '../../support/stream-events.ts';
import { newTarget } from '../../support/target.ts';
import { testApp } from '../../support/test-app.ts';
import { starting } from '../../support/waits.ts';
import { expectHistory } from './equals-history.ts';
import { startWatched } from './watching.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const messageSchema = z.object({ id: z.string().nullable(), type: z.string(), data: z.custom<JsonObject>() });

function socketUrl(id: string): string {
  return `https://linkflow.test/api/v1/workspaces/${user.workspaceId}/executions/${id}/socket`;
}

/** Connects, confirms all that comes, and gives it when the socket is closed. */
async function connect(id: string, headers: Record<string, string> = {}) {
  const response = await SELF.fetch(socketUrl(id), {
    headers: { upgrade: 'websocket', authorization: user.authorization, ...headers },
  });
  const { webSocket } = response;
  if (webSocket === null) return { status: response.status, reply: await response.text() };
  const events: StreamEvent[] = [];
  const closed = Promise.withResolvers<readonly StreamEvent[]>();
  webSocket.addEventListener('message', ({ data }) => {
    const event = messageSchema.parse(JSON.parse(String(data)));
    events.push({ ...event, id: event.id ?? '' });
    if (event.id !== null) webSocket.send(event.id);
  });
  webSocket.addEventListener('close', () => closed.resolve(events));
  webSocket.accept();
  return { status: response.status, events, closed: closed.promise };
}

describe('a WebSocket', () => {
  it('tells the same as a stream', async () => {
    const target = newTarget();
    const read = node('read', 'action.http', { method: 'GET', url: target.url('hold') });
    const { id: workflow } = await createWorkflow(user, starting(read));
    const id = await startWatched(user, workflow);
    const { status, events = [], closed } = await connect(id);
    expect(status).toBe(101);
    await vi.waitFor(() => expect(events.map(({ data }) => data.node_id)).toContain('read'), PATIENCE);
    await target.open();
    await expectHistory(user, id, (await closed) ?? []);
    expect(events.at(-1)).toMatchObject({ type: 'closed', data: { reason: 'ended' } });
  });

  it('tells how an execution went that has ended', async () => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
    const id = await startExecution(user, workflow, { n: 1 });
    await untilStatus(user, id, 'completed');
    const { closed } = await connect(id);
    await expectHistory(user, id, (await closed) ?? []);
  });

  it.each(['https://evil.test', 'null', 'https://linkflow.test.evil.test'])(
    'is not opened for a page of %s',
    async (origin) => {
      const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
      const id = await startExecution(user, workflow, { n: 1 });
      const { status, reply } = await connect(id, { origin });
      expect([status, reply]).toEqual([403, expect.stringContaining('live.origin_refused')]);
    },
  );

  it('is opened for a page of this server', async () => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
    const id = await startExecution(user, workflow, { n: 1 });
    expect((await connect(id, { origin: 'https://linkflow.test' })).status).toBe(101);
  });

  it('is opened for a page of an origin that may call the API', async () => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
    const id = await startExecution(user, workflow, { n: 1 });
    await untilStatus(user, id, 'completed');
    const app = testApp({ env: { CORS_ORIGINS: 'https://app.test' } });
    const headers = { upgrade: 'websocket', authorization: user.authorization };
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
    const statusFor = async (origin: string) =>
      (await app.request(socketUrl(id), { headers: { ...headers, origin } }, {}, context)).status;
    expect([await statusFor('https://app.test'), await statusFor('https://other.test')]).toEqual([101, 403]);
  });

  it('has to be asked for', async () => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
    const id = await startExecution(user, workflow, { n: 1 });
    expect(await user.api('GET', `/executions/${id}/socket`)).toMatchObject({
      status: 426,
      json: { code: 'live.upgrade_required' },
    });
  });
});
