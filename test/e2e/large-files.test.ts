import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, register } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { patternAt } from '../global-setup/large-bodies.ts';
import { openTargetServer } from '../global-setup/target-server.ts';
import { targetAt } from '../support/target.ts';
import { type Server, startServer } from './support/server.ts';

/** In bytes: several parts, and no whole number of them. A hundred million go the same way. */
const SIZE = Number(process.env.LARGE_FILE_BYTES ?? 12_345_678);

let dataDir: string;
let targetServer: Awaited<ReturnType<typeof openTargetServer>>;
let server: Server;
let client: Client;

beforeAll(async () => {
  targetServer = await openTargetServer();
  dataDir = await mkdtemp(join(tmpdir(), 'linkflow-large-'));
  server = await startServer({ dataDir, port: await findFreePort(), environment: { TICK_SECONDS: '1' } });
  client = await register(server.url, 'large@example.com', 'correct horse battery');
});

afterAll(async () => {
  await server.kill();
  await targetServer.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** What a process holds in memory, at most so far, in bytes. */
async function peakOf(name: 'front' | 'runner'): Promise<number> {
  const status = await readFile(`/proc/${await server.workerdPid(name)}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

const startedSchema = z.object({ execution_id: z.string(), status: z.string() });
const filesSchema = z.object({ data: z.array(z.object({ id: z.string(), size: z.number(), sha256: z.string() })) });

function bucketFiles(): Promise<string[]> {
  return readdir(join(dataDir, 'workerd/r2'), { recursive: true });
}

describe('a large file on the local stack', () => {
  it('goes from service to service by the bucket, can be downloaded, and goes with its execution', async () => {
    const target = targetAt(targetServer.url);
    const nodes = [
      node('start', 'trigger.manual'),
      node('get', 'action.http', { url: target.url(`unannounced/${SIZE}`), timeout_ms: 200_000 }),
      node('put', 'action.http', {
        url: target.url('weigh'),
        method: 'PUT',
        body_type: 'binary',
        binary_property: 'data',
        timeout_ms: 200_000,
      }),
    ];
    const { id } = await client.publish({ name: 'Large', nodes, connections: chain('start → get → put') });
    const before = { front: await peakOf('front'), runner: await peakOf('runner') };
    const path = `/workflows/${id}/execute`;
    const started = startedSchema.parse((await client.call({ method: 'POST', path, body: { wait: true } }, 200)).json);
    const after = { front: await peakOf('front'), runner: await peakOf('runner') };
    console.log(JSON.stringify({ SIZE, before, after }));
    expect(started.status).toBe('completed');

    const whole = createHash('sha256').update(patternAt(0, SIZE)).digest('hex');
    const runs = await client.call({ method: 'GET', path: `/executions/${started.execution_id}/nodes` }, 200);
    expect(runs.json).toMatchObject({
      data: [{}, {}, { output_data: { main: [{ json: { length: SIZE, announced: String(SIZE), sha256: whole } }] } }],
    });

    const files = `/executions/${started.execution_id}/files`;
    const [file] = filesSchema.parse((await client.call({ method: 'GET', path: files }, 200)).json).data;
    expect(file).toMatchObject({ size: SIZE, sha256: whole });
    const reply = await client.open(`${files}/${file?.id}`, { range: 'bytes=5242870-5242899' });
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(patternAt(5_242_870, 30));
    const all = await client.open(`${files}/${file?.id}`);
    const hash = createHash('sha256');
    for await (const chunk of all.body ?? []) hash.update(chunk);
    expect(hash.digest('hex')).toBe(whole);
    expect(after.front - before.front).toBeLessThan(64_000_000);
    expect(after.runner - before.runner).toBeLessThan(64_000_000);
    expect((await bucketFiles()).length).toBeGreaterThan(1);
  });
});
