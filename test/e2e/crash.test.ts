import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, register } from '../../scripts/demo/client.ts';
import { listExecutions } from '../../scripts/demo/executions.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { eventually } from '../scripts/running-script.ts';
import { type CountingTarget, openCountingTarget } from './support/counting-target.ts';
import { type MortalServer, startMortalServer } from './support/mortal-server.ts';
import { sendAll } from './support/sender.ts';

const DELIVERIES = Array.from({ length: 200 }, (_, index) => `delivery-${index}`);

let target: CountingTarget;
let server: MortalServer;

beforeAll(async () => {
  target = await openCountingTarget();
  server = await startMortalServer({ LEASE_SECONDS: '5', TICK_SECONDS: '1' });
});

afterAll(async () => {
  await server.end();
  target.close();
});

const KILLS = [
  { afterCalls: 30, kill: () => server.killWorkerd() },
  { afterCalls: 80, kill: () => server.killServer() },
  { afterCalls: 110, kill: () => server.killRunner() },
  { afterCalls: 150, kill: () => server.killBoth() },
];

/** hook → call */
async function publish(client: Client): Promise<{ id: string; url: string }> {
  const nodes = [
    node('hook', 'trigger.webhook'),
    node('call', 'action.http', { method: 'POST', url: target.url, body: '{{ $json.body }}' }),
  ];
  const { id, webhookPath } = await client.publish({ name: 'Crash', nodes, connections: chain('hook → call') });
  return { id, url: `${client.url}${webhookPath}` };
}

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

describe('a server that is killed', () => {
  it('completes each delivery that it accepted, and calls the target under one key for each', async () => {
    const client = await register(server.url, 'crash@example.com', 'correct horse battery');
    const { id, url } = await publish(client);
    const sending = sendAll({ url, deliveries: DELIVERIES, concurrency: 10 });
    for (const { afterCalls, kill } of KILLS) {
      await eventually(`${afterCalls} calls`, () => target.calls.length >= afterCalls);
      await kill();
      target.nextLife();
    }
    await sending;
    await eventually('all completed', async () =>
      (await listExecutions(client, id)).every(({ status }) => status === 'completed'),
    );

    expect(await listExecutions(client, id)).toHaveLength(DELIVERIES.length);
    expect(new Set(target.calls.map(({ delivery }) => delivery))).toEqual(new Set(DELIVERIES));
    const pairs = new Set(target.calls.map(({ key, delivery }) => `${key} ${delivery}`));
    const keys = new Set(target.calls.map(({ key }) => key));
    expect([pairs.size, keys.size]).toEqual([DELIVERIES.length, DELIVERIES.length]);
    expect(repeated(target.calls.map(({ key, life }) => `${key} in life ${life}`))).toEqual([]);
  });
});
