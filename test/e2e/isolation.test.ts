import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, register } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { eventually } from '../scripts/running-script.ts';
import { type Server, startServer } from './support/server.ts';

let dataDir = '';
let server: Server;
let client: Client;
let webhook = '';

const startedSchema = z.object({ execution_id: z.string() });
const endSchema = z.object({ status: z.string(), error_code: z.string().nullable(), output_data: z.unknown() });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linkflow-isolation-'));
  server = await startServer({ dataDir, port: await findFreePort() });
  client = await register(server.url, 'isolation@example.com', 'correct horse battery');
  const nodes = [node('hook', 'trigger.webhook', { respond: 'last_node' }), node('end', 'logic.noop')];
  webhook = `${server.url}${(await client.publish({ name: 'Others', nodes, connections: chain('hook → end') })).webhookPath}`;
});

afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function publishCode(code: string, limitMs = 2000): Promise<string> {
  const nodes = [node('start', 'trigger.manual'), node('code', 'action.code', { code, cpu_limit_ms: limitMs })];
  return (await client.publish({ name: 'Code', nodes, connections: chain('start → code') })).id;
}

async function start(workflow: string): Promise<string> {
  const { json } = await client.call({ method: 'POST', path: `/workflows/${workflow}/execute`, body: {} }, 202);
  return startedSchema.parse(json).execution_id;
}

async function look(execution: string): Promise<z.infer<typeof endSchema>> {
  return endSchema.parse((await client.call({ method: 'GET', path: `/executions/${execution}` }, 200)).json);
}

async function endOf(execution: string): Promise<z.infer<typeof endSchema>> {
  await eventually('an end', async () => ['completed', 'failed'].includes((await look(execution)).status));
  return look(execution);
}

/** What anybody else asks of the server meanwhile. */
async function askAsOthersDo(): Promise<void> {
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
  expect((await fetch(webhook, body)).status).toBe(200);
}

/** How often others were answered while the execution ran. */
async function answeredDuring(execution: string): Promise<number> {
  let answered = 0;
  await eventually('the end', async () => {
    await askAsOthersDo();
    const { status } = await look(execution);
    if (status === 'running') answered += 1;
    return ['completed', 'failed'].includes(status);
  });
  return answered;
}

describe('user code that does not end', () => {
  it.each([
    ['a loop', 'while (true) {}', 3000],
    ['a loop of native code', 'new Set({ [Symbol.iterator]: () => ({ next: Object }) });', 1000],
    ['a pattern that tracks back', 'return [{ json: { a: /^(a+)+$/.test("a".repeat(60) + "b") } }];', 100],
    [
      'a sort',
      'return [new Array(30_000_000).fill(0).map((_, i) => (i * 7919) % 30_000_001).sort((a, b) => a - b)[0]];',
      100,
    ],
  ])('hurts only itself: %s', async (_, code, limitMs) => {
    const execution = await start(await publishCode(code, limitMs));
    expect(await answeredDuring(execution)).toBeGreaterThan(0);
    expect(await look(execution)).toMatchObject({ status: 'failed', error_code: 'code.time_limit' });
  });

  it('takes no innocent with it that runs beside it', async () => {
    const [guilty, innocent] = [await publishCode('for (;;);'), await publishCode('return [{ json: { ok: true } }];')];
    const started = [await start(guilty)];
    for (let n = 0; n < 10; n += 1) started.push(await start(innocent));
    const [first, ...others] = await Promise.all(started.map(endOf));
    expect(first).toMatchObject({ status: 'failed', error_code: 'code.time_limit' });
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['completed']));
  });
});

describe('user code that takes all memory', () => {
  it.each([
    ['a list', 'const all = []; for (;;) all.push(new Array(100_000).fill({}));'],
    ['a native list', 'return [{ json: { n: Array.from({ length: 2 ** 27 }, (_, i) => [i]).length } }];'],
  ])('fails by name: %s', async (_, code) => {
    const { status, error_code } = await endOf(await start(await publishCode(code, 30_000)));
    expect([status, error_code]).toEqual(['failed', 'code.out_of_memory']);
  });
});

describe('many programs', () => {
  it('each in an isolate of its own, leave room for the next', async () => {
    const code = await server.workerdPid('code');
    for (let n = 0; n < 60; n += 1) {
      const { output_data } = await endOf(await start(await publishCode(`return [{ json: { n: ${n} } }];`)));
      expect(output_data).toEqual([{ n }]);
    }
    expect(await server.workerdPid('code')).not.toBe(code);
  });
});

describe('an execution in a process that is killed', () => {
  it('runs once more and completes', async () => {
    const code = 'await new Promise((resolve) => setTimeout(resolve, 1000)); return [{ json: { ok: true } }];';
    const execution = await start(await publishCode(code));
    await eventually('a beginning', async () => (await look(execution)).status === 'running');
    process.kill(await server.workerdPid('runner'), 'SIGKILL');
    expect(await endOf(execution)).toMatchObject({ status: 'completed', output_data: [{ ok: true }] });
  });

  it('goes on when that was the process that serves everybody, and waits for no lease to run out', async () => {
    const code = 'await new Promise((resolve) => setTimeout(resolve, 1500)); return [{ json: { ok: true } }];';
    const execution = await start(await publishCode(code));
    await eventually('a beginning', async () => (await look(execution)).status === 'running');
    process.kill(await server.workerdPid('front'), 'SIGKILL');
    await eventually('an answer', () =>
      fetch(`${server.url}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    expect(await endOf(execution)).toMatchObject({ status: 'completed', output_data: [{ ok: true }] });
  });
});
