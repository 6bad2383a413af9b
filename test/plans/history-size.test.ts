import { describe, expect, it } from 'vitest';
import { chain } from '../support/graph.ts';
import { createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, node, publish, type User } from '../support/running-app.ts';

async function historyOf(user: User): Promise<{ executions: number; bytes: number; estimate: boolean }> {
  return Object(Object((await user.api('GET', '/plan')).json.usage).history);
}

/** What no compression makes smaller. */
function noise(length: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(length))).toString('base64');
}

async function userWithRuns(texts: readonly string[]): Promise<User> {
  const user = await createUser();
  const { id } = await publish(user, {
    nodes: [
      node('start', 'trigger.manual'),
      node('set', 'action.set', { mode: 'json', json: { again: '{{ $json.text }}' } }),
    ],
    connections: chain('start → set'),
  });
  for (const text of texts) await execute(user, id, { wait: true, input: { text } });
  return user;
}

describe('how much history a workspace has', () => {
  it('is nothing at first', async () => {
    expect(await historyOf(await createUser())).toEqual({ executions: 0, bytes: 0, estimate: false });
  });

  it('is what its executions and their nodes hold, and not those of others', async () => {
    const [small, large] = [await userWithRuns(['a']), await userWithRuns([noise(30_000), 'a'])];
    const [less, more] = [await historyOf(small), await historyOf(large)];
    expect([less.executions, more.executions]).toEqual([1, 2]);
    expect([less.estimate, more.estimate]).toEqual([false, false]);
    expect(less.bytes).toBeGreaterThan(300);
    expect(less.bytes).toBeLessThan(5000);
    expect(more.bytes - 2 * less.bytes).toBeGreaterThan(3 * 40_000);
  });

  it('is estimated by the newest, of many', async () => {
    const user = await createUser();
    const workflow = await createIdleWorkflow(user);
    const inputData = { text: noise(1500) };
    const inBatches = Array.from({ length: 25 }, () => Array.from({ length: 10 }, () => inputData));
    for (const batch of inBatches) await Promise.all(batch.map(() => queueExecution(user, workflow, { inputData })));
    const { executions, bytes, estimate } = await historyOf(user);
    expect([executions, estimate]).toEqual([250, true]);
    expect(bytes / executions).toBeGreaterThan(2000);
    expect(bytes / executions).toBeLessThan(3500);
  });
});
