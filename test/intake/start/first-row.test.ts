import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { executionId, PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { countExecutions } from '../../support/hooked.ts';
import { rowOf } from '../../support/queued-execution.ts';
import { createUser, node, type Published, post, publish, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { divertDatabase, restoreDatabase } from '../../support/test-database.ts';
import { wait, waitUrl } from '../../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterEach(restoreDatabase);

const HOOK = node('hook', 'trigger.webhook', { respond: 'last_node' });

function sendTo(url: string) {
  return node('send', 'action.http', { method: 'POST', url, body_type: 'json', body: '{{ $json.body }}' });
}

function sending(url: string): Promise<Published> {
  return publish(user, { nodes: [HOOK, sendTo(url)], connections: chain('hook → send') });
}

describe('an execution that begins with an effect', () => {
  it('has its row, with the intent, while the effect is under way', async () => {
    const target = newTarget();
    const workflow = await sending(target.url('hold'));
    const answered = post(workflow.webhook, { n: 1 });
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
    const { json } = await user.api('GET', `/executions?workflow_id=${workflow.id}`);
    const [{ id }] = Array.isArray(json.data) ? json.data : [];
    const row = await rowOf(String(id));
    expect([row.status, row.epoch, row.promoted_at !== null]).toEqual(['running', 1, true]);
    expect(JSON.parse(String(row.journal)).map((entry: { event: { type: string } }) => entry.event.type)).toEqual([
      'started',
      'node_completed',
      'node_started',
    ]);
    await target.open();
    expect((await answered).status).toBe(200);
    expect((await rowOf(String(id))).status).toBe('completed');
  });

  it('is refused with 503 while the database is away, and sends nothing', async () => {
    const target = newTarget();
    const workflow = await sending(target.url('echo'));
    await post(workflow.webhook, {});
    divertDatabase(newTarget().url('status/503'));
    const reply = await post(workflow.webhook, {});
    expect([reply.status, reply.json.code]).toEqual([503, 'database.unavailable']);
    restoreDatabase();
    expect([(await target.calls()).length, await countExecutions(user, workflow.id)]).toEqual([1, 1]);
  });

  it('sends once for twenty deliveries of the same id', async () => {
    const target = newTarget();
    const workflow = await sending(target.url('echo'));
    const deliveries = Array.from({ length: 20 }, () => post(workflow.webhook, {}, { 'webhook-id': 'same' }));
    const ids = new Set((await Promise.all(deliveries)).map(executionId));
    expect([ids.size, (await target.calls()).length, await countExecutions(user, workflow.id)]).toEqual([1, 1, 1]);
  });

  it('goes on after a wait that follows', async () => {
    const target = newTarget();
    const nodes = [HOOK, sendTo(target.url('echo')), wait()];
    const workflow = await publish(user, { nodes, connections: chain('hook → send → wait') });
    const answered = post(workflow.webhook, {});
    const id = await vi.waitFor(async () => {
      const { json } = await user.api('GET', `/executions?workflow_id=${workflow.id}&status=waiting`);
      const [found] = Array.isArray(json.data) ? json.data : [];
      expect(found).toBeDefined();
      return String(found.id);
    }, PATIENCE);
    await post(await waitUrl(user, id), { n: 1 });
    await untilStatus(user, id, 'completed');
    expect(executionId(await answered)).toBe(id);
    expect(await target.calls()).toHaveLength(1);
  });

  it('keeps what its trigger made of a body whose journal is too long for the row', async () => {
    const target = newTarget();
    const workflow = await sending(target.url('echo'));
    const text = '\u0001"'.repeat(5000);
    const reply = await post(workflow.webhook, { text });
    await untilStatus(user, executionId(reply), 'completed');
    expect((await target.calls()).map(({ body }) => JSON.parse(body))).toEqual([{ text }]);
  });
});
