import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, register } from '../../scripts/demo/client.ts';
import { listExecutions } from '../../scripts/demo/executions.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { eventually, findFreePort } from '../scripts/running-script.ts';
import { type CountingTarget, openCountingTarget } from './support/counting-target.ts';
import { sendAll } from './support/sender.ts';
import { type Server, type ServerOptions, startServer } from './support/server.ts';

const DELIVERIES = Array.from({ length: 200 }, (_, index) => `delivery-${index}`);

let options: ServerOptions;
let target: CountingTarget;
let server: Server;

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'linkflow-crash-'));
  options = { dataDir, port: await findFreePort(), environment: { LEASE_SECONDS: '5', TICK_SECONDS: '1' } };
  target = await openCountingTarget();
  server = await startServer(options);
});

afterAll(async () => {
  await server.kill();
  target.close();
  await rm(options.dataDir, { recursive: true, force: true });
});

/** The server starts workerd again by itself. */
async function killWorkerd(): Promise<void> {
  const killed = await server.workerdPid();
  process.kill(killed, 'SIGKILL');
  await eventually('another workerd', async () => ![killed, 0].includes(await server.workerdPid().catch(() => 0)));
}

async function killServer(): Promise<void> {
  await server.kill();
  server = await startServer(options);
}

async function killBoth(): Promise<void> {
  process.kill(await server.workerdPid(), 'SIGKILL');
  await killServer();
}

const KILLS = [
  { afterCalls: 30, kill: killWorkerd },
  { afterCalls: 80, kill: killServer },
  { afterCalls: 130, kill: killBoth },
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
  }, 120_000);
});
