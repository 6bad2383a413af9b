import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, register } from '../../scripts/demo/client.ts';
import { listExecutions } from '../../scripts/demo/executions.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { eventually } from '../scripts/running-script.ts';
import { type Server, startServer } from './support/server.ts';

const EMAIL = 'owner@example.com';
const PASSWORD = 'correct horse battery';
const SECRET = 'the key of another house';

const idSchema = z.object({ id: z.string() });
const waitsSchema = z.object({ data: z.tuple([z.object({ url: z.string() })]) });
const loginSchema = z.object({ tokens: z.object({ access_token: z.string() }) });

let root = '';
let server: Server;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'linkflow-restore-'));
  server = await startServer({ dataDir: join(root, 'first'), port: await findFreePort() });
});

afterAll(async () => {
  await server.kill();
  await rm(root, { recursive: true, force: true });
});

async function statusOf(client: Client, workflow: string): Promise<string | undefined> {
  return (await listExecutions(client, workflow))[0]?.status;
}

/** start → wait for a call → end; gives the workflow, and the path that resumes its execution. */
async function beginWait(client: Client): Promise<{ readonly workflow: string; readonly resumePath: string }> {
  const nodes = [
    node('start', 'trigger.manual'),
    node('wait', 'logic.wait', { resume: 'webhook' }),
    node('end', 'logic.noop'),
  ];
  const { id } = await client.publish({ name: 'Waits', nodes, connections: chain('start → wait → end') });
  await client.call({ method: 'POST', path: `/workflows/${id}/execute`, body: {} }, 202);
  await eventually('a wait', async () => (await statusOf(client, id)) === 'waiting');
  const [execution] = await listExecutions(client, id);
  const waits = await client.call({ method: 'GET', path: `/executions/${execution?.id}/waits` }, 200);
  return { workflow: id, resumePath: new URL(waitsSchema.parse(waits.json).data[0].url).pathname };
}

describe('the folder of a killed server, copied', () => {
  it('is a whole LinkFlow: logins, history, credentials, and what waited', async () => {
    const client = await register(server.url, EMAIL, PASSWORD);
    const { workflow, resumePath } = await beginWait(client);
    const credential = {
      name: 'Key',
      type: 'api_key',
      allowed_hosts: ['*'],
      data: { in: 'header', name: 'x-key', value: SECRET },
    };
    const { id } = idSchema.parse(
      (await client.call({ method: 'POST', path: '/credentials', body: credential }, 201)).json,
    );
    await server.kill();
    await cp(join(root, 'first'), join(root, 'copy'), { recursive: true });
    await rm(join(root, 'first'), { recursive: true });

    server = await startServer({ dataDir: join(root, 'copy'), port: await findFreePort() });
    const login = await fetch(`${server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    });
    const authorization = `Bearer ${loginSchema.parse(await login.json()).tokens.access_token}`;
    const api = (method: string, path: string, body?: unknown) =>
      fetch(`${server.url}${client.workspacePath}${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const revealed = await api('POST', `/credentials/${id}/reveal`);
    expect(await revealed.text()).toContain(SECRET);

    expect((await fetch(`${server.url}${resumePath}`, { method: 'POST' })).status).toBe(200);
    await eventually('the end of what waited', async () => {
      const list = z.object({ data: z.array(z.object({ status: z.string() })) });
      const { data } = list.parse(await (await api('GET', `/executions?workflow_id=${workflow}`)).json());
      return data[0]?.status === 'completed';
    });
  });
});
