import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, register } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { listeningPorts } from './support/listening-ports.ts';
import { type Server, startServer } from './support/server.ts';

let dataDir = '';
let server: Server;
let client: Client;
let own: HttpServer;
let ownPort = 0;

/** An answer of any status; `null` where the call failed. */
const outcomeSchema = z.object({
  status: z.string(),
  output_data: z.array(z.object({ statusCode: z.number().optional() })).nullable(),
});

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linkflow-doors-'));
  server = await startServer({ dataDir, port: await findFreePort() });
  client = await register(server.url, 'doors@example.com', 'correct horse battery');
  own = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(own, 'listening');
  const address = own.address();
  ownPort = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(async () => {
  own.close();
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

/** Every way to spell this machine that an address may have. */
const SPELLINGS = [
  '127.0.0.1',
  'localhost',
  'localhost.',
  '127.1',
  '127.255.255.254',
  '2130706433',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[0:0:0:0:0:ffff:7f00:1]',
  'unix',
];

/** Calls each address from inside a workflow, and gives those from which an answer came. */
async function answering(urls: readonly string[]): Promise<readonly string[]> {
  const call = node('call', 'action.http', {
    method: 'GET',
    url: '{{ $json.url }}',
    full_response: true,
    never_error: true,
  });
  const { id } = await client.publish({
    name: 'Scan',
    nodes: [node('start', 'trigger.manual'), { ...call, settings: { on_error: 'continue' } }],
    connections: chain('start → call'),
  });
  const found = await Promise.all(
    urls.map(async (url) => {
      const body = { input: { url }, wait: true, timeout_seconds: 60 };
      const { json } = await client.call({ method: 'POST', path: `/workflows/${id}/execute`, body }, 200);
      const [item] = outcomeSchema.parse(json).output_data ?? [];
      return item?.statusCode === undefined ? [] : [url];
    }),
  );
  return found.flat();
}

describe('the doors of a running stack', () => {
  it('are one: all of its processes together listen on no port but the public one', () => {
    expect(listeningPorts(server.process.pid ?? 0)).toEqual([Number(new URL(server.url).port)]);
  });

  it('lead nowhere else from inside a workflow, however the address is spelled', async () => {
    const ports = listeningPorts(server.process.pid ?? 0);
    const urls = SPELLINGS.flatMap((host) => ports.map((port) => `http://${host}:${port}/core/store-temp-file`));
    const reached = new Set((await answering(urls)).map((url) => new URL(url).port));
    expect([...reached]).toEqual([new URL(server.url).port]);
    const { status } = await fetch(`${server.url}/core/store-temp-file?extension=x/../../../x`, { method: 'POST' });
    expect(status).toBe(404);
  });

  it('keep what the processes say to one another in a folder that only its owner may enter', async () => {
    const folders = (await readdir(tmpdir())).filter((name) => /^linkflow-[0-9a-f]{16}$/.test(name));
    const modes = await Promise.all(folders.map(async (name) => (await stat(join(tmpdir(), name))).mode & 0o777));
    expect(modes.length).toBeGreaterThan(0);
    expect(new Set(modes)).toEqual(new Set([0o700]));
    const sockets = folders.map((name) => `http://unix:${join(tmpdir(), name, 'control.sock')}`);
    expect(await answering(sockets)).toEqual([]);
  });

  it('leave open what somebody else serves on this machine', async () => {
    const url = `http://127.0.0.1:${ownPort}/`;
    expect(await answering([url])).toEqual([url]);
  });
});

describe('the address of a caller', () => {
  it('is that of the connection, whatever the call says', async () => {
    const statusFrom = async (allowed_addresses: readonly string[]): Promise<number> => {
      const nodes = [node('hook', 'trigger.webhook', { allowed_addresses }), node('end', 'logic.noop')];
      const { webhookPath } = await client.publish({ name: 'Addresses', nodes, connections: chain('hook → end') });
      const headers = { 'cf-connecting-ip': '192.0.2.1', 'x-forwarded-for': '192.0.2.1' };
      return (await fetch(`${server.url}${webhookPath}`, { method: 'POST', headers })).status;
    };
    expect(await statusFrom(['192.0.2.1'])).toBe(403);
    expect(await statusFrom(['127.0.0.1'])).toBe(202);
  });
});
