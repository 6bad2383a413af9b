import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { call, newUser } from '../support/api-client.ts';
import { chain } from '../support/graph.ts';
import { tick } from '../support/queue.ts';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { testApp } from '../support/test-app.ts';
import { divertDatabase, restoreDatabase } from '../support/test-database.ts';

const KEY = 'a-key-of-the-operator';
const readySchema = z.object({ status: z.string(), queue_age: z.number().nullable(), tick_age: z.number().nullable() });

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  const nodes = [node('start', 'trigger.manual'), node('end', 'logic.noop')];
  workflow = (await createWorkflow(user, { nodes, connections: chain('start → end') })).id;
});

afterEach(restoreDatabase);

async function ready(): Promise<z.infer<typeof readySchema>> {
  const response = await testApp().request('/health/ready');
  expect(response.status).toBe(200);
  return readySchema.parse(await response.json());
}

async function metrics(headers: { readonly [name: string]: string }, key = KEY): Promise<Response> {
  return testApp({ env: { METRICS_KEY: key } }).request('/metrics', { headers });
}

describe('GET /health/ready', () => {
  it('is ok while Postgres answers', async () => {
    await tick();
    expect((await ready()).tick_age).toBeLessThan(60);
  });

  it('is late when an execution that never ran is due for long, and still serves', async () => {
    const id = await queueExecution(user, workflow);
    await changeRow(id, "start_at = now() - interval '10 minutes'");
    const { status, queue_age } = await ready();
    expect(status).toBe('late');
    expect(queue_age).toBeGreaterThanOrEqual(600);
    await changeRow(id, "status = 'cancelled'");
  });

  it('is not later for one that waited and goes on, or that waits for its turn', async () => {
    const before = (await ready()).queue_age ?? 0;
    const [resumed, held] = [await queueExecution(user, workflow), await queueExecution(user, workflow)];
    await changeRow(resumed, "start_at = now() - interval '1000 days', epoch = 3");
    await changeRow(held, "start_at = now() - interval '1000 days', held_at = now()");
    expect((await ready()).queue_age ?? 0).toBeLessThan(before + 3600);
    await changeRow(resumed, "status = 'cancelled'");
    await changeRow(held, "status = 'cancelled'");
  });

  it('is 503 with Retry-After while Postgres is away, and so is everything else', async () => {
    const { bearer } = await newUser(testApp());
    const app = testApp();
    divertDatabase('http://127.0.0.1:9/sql');
    for (const path of ['/health/ready', '/api/v1/users/me']) {
      const response = await call(app, { method: 'GET', path }, bearer);
      expect(response).toMatchObject({ status: 503, body: { code: 'database.unavailable' } });
      expect(response.headers.get('retry-after')).toBe('5');
    }
    expect(await call(app, { method: 'GET', path: '/health/live' })).toMatchObject({ status: 200 });
  });
});

describe('GET /metrics', () => {
  it('answers the bearer of the key in the text format of Prometheus', async () => {
    const response = await metrics({ authorization: `Bearer ${KEY}` });
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(text).toMatch(/^# TYPE linkflow_executions_open gauge$/m);
    expect(text).toMatch(/^linkflow_executions_open\{status="queued"\} \d+$/m);
    expect(text).toMatch(/^linkflow_executions_created_total \d+$/m);
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) |[a-z_]+(\{[^}]*\})? [\d.e+-]+$)/);
  });

  it('answers nobody else, and nobody at all without a key', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer no' },
      { authorization: user.authorization },
      { authorization: KEY },
    ]) {
      expect((await metrics(headers)).status).toBe(401);
    }
    expect((await metrics({ authorization: 'Bearer ' }, '')).status).toBe(404);
  });
});
