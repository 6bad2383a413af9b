import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, register } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { openTargetServer } from '../global-setup/target-server.ts';
import { eventually } from '../scripts/running-script.ts';
import { putTogether, readEvents, type Stream, type StreamEvent } from '../support/stream-events.ts';
import { targetAt } from '../support/target.ts';
import { type MortalServer, startMortalServer } from './support/mortal-server.ts';

let targetServer: Awaited<ReturnType<typeof openTargetServer>>;
let server: MortalServer;

beforeAll(async () => {
  targetServer = await openTargetServer();
  server = await startMortalServer({ LEASE_SECONDS: '5', TICK_SECONDS: '1' });
});

afterAll(async () => {
  await server.end();
  await targetServer.close();
});

/** start → one → two → three; `two` is held. Gives the id of a watched execution of it. */
async function begin(client: Client, target: ReturnType<typeof targetAt>): Promise<string> {
  const nodes = [
    node('start', 'trigger.manual'),
    node('one', 'action.http', { method: 'POST', url: target.url('echo') }),
    node('two', 'action.http', { method: 'POST', url: target.url('hold') }),
    node('three', 'action.set', { mode: 'json', json: { done: true } }),
  ];
  const { id } = await client.publish({ name: 'Live', nodes, connections: chain('start → one → two → three') });
  const body = { watch: true, version: 'latest' };
  const started = await client.call({ method: 'POST', path: `/workflows/${id}/execute`, body }, 202);
  return z.object({ execution_id: z.string() }).parse(started.json).execution_id;
}

/** Opens the stream of an execution, as soon as the server is there. */
async function open(client: Client, id: string, lastEventId = ''): Promise<Stream> {
  const headers = lastEventId === '' ? {} : { 'last-event-id': lastEventId };
  for (;;) {
    const response = await client.open(`/executions/${id}/stream`, headers).catch(() => null);
    if (response?.status === 200 && response.body !== null) return readEvents(response.body);
  }
}

/** Reads to the end, and comes back as often as the server is killed meanwhile. */
async function follow(client: Client, id: string, heard: StreamEvent[]): Promise<void> {
  while (!heard.some(({ type }) => type === 'execution.ended')) {
    const stream = await open(client, id, heard.findLast((event) => event.id !== '')?.id);
    const seen = await stream.toEnd().catch(() => stream.events);
    heard.push(...seen);
  }
}

/** Waits until `two` has called so often: that it was started says only that it is about to call. */
function untilCalled(target: ReturnType<typeof targetAt>, times: number): Promise<void> {
  return eventually(`${times} calls`, async () => {
    const held = (await target.calls()).filter(({ path }) => path.endsWith('hold'));
    return held.length >= times;
  });
}

const rowsSchema = z.object({ data: z.array(z.looseObject({ node_id: z.string(), status: z.string() })) });

describe('a watched execution whose server is killed', () => {
  it('is heard to its end by whoever goes on after the last event, and told as history has it', async () => {
    const client = await register(server.url, 'live@example.com', 'correct horse battery');
    const target = targetAt(targetServer.url);
    const id = await begin(client, target);
    const first = await open(client, id);
    await first.until(({ type, data }) => type === 'node.started' && data.node_id === 'two');
    await untilCalled(target, 1);
    await server.killWorkerd();
    await first.toEnd().catch(() => undefined);
    const heard = [...first.events];
    const following = follow(client, id, heard);
    await untilCalled(target, 2);
    await server.killWorkerd();
    await target.open();
    await following;
    const { data } = rowsSchema.parse(
      (await client.call({ method: 'GET', path: `/executions/${id}/nodes` }, 200)).json,
    );
    const { execution, nodes } = putTogether(heard);
    expect(execution?.status).toBe('completed');
    const told = nodes.map(({ attempt, due_at, inputs, outputs, ...shown }) => shown);
    expect(told).toEqual(data.map(({ id: _id, execution_id, input_data, output_data, logs, ...shown }) => shown));
  });
});
