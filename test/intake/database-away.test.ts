import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../support/graph.ts';
import { createUser, node, type Published, post, publish, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { divertDatabase, restoreDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterEach(restoreDatabase);

function hooked(respond: string): Promise<Published> {
  const nodes = [node('hook', 'trigger.webhook', { respond }), node('end', 'logic.noop')];
  return publish(user, { nodes, connections: chain('hook → end') });
}

async function countExecutions({ id }: Published): Promise<unknown> {
  const { json } = await user.api('GET', `/executions?workflow_id=${id}`);
  return Array.isArray(json.data) && json.data.length;
}

describe('a webhook while the database is away', () => {
  it.each(['immediately', 'last_node'])('answers 503 with Retry-After, and takes nothing (%s)', async (respond) => {
    const workflow = await hooked(respond);
    divertDatabase(newTarget().url('status/503'));
    const reply = await post(workflow.webhook, {}, { 'webhook-id': 'a' });
    expect([reply.status, reply.json.code, reply.headers.get('retry-after')]).toEqual([
      503,
      'database.unavailable',
      expect.stringMatching(/^\d+$/),
    ]);
    restoreDatabase();
    expect(await countExecutions(workflow)).toBe(0);
    expect((await post(workflow.webhook, {}, { 'webhook-id': 'a' })).status).toBeLessThan(300);
  });

  it('does so for a cached webhook, too', async () => {
    const workflow = await hooked('last_node');
    await post(workflow.webhook, {});
    divertDatabase('http://127.0.0.1:1/sql');
    expect((await post(workflow.webhook, {})).status).toBe(503);
    restoreDatabase();
    expect(await countExecutions(workflow)).toBe(1);
  });
});
