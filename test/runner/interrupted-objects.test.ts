import { abortAllDurableObjects } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { startExecution } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { evictObject } from './support/evict.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const INTERRUPTIONS: readonly (readonly [string, (id: string) => Promise<void>])[] = [
  ['evicted', evictObject],
  ['aborted', () => abortAllDurableObjects()],
  ['closed', (id) => env.EXECUTION_COORDINATOR.getByName(id).close()],
];

describe('an execution whose object is interrupted between any two steps', () => {
  it.each(INTERRUPTIONS)('ends the same when it is %s', async (_name, interrupt) => {
    const targets = [newTarget(), newTarget(), newTarget()];
    const calls = targets.map((target, index) =>
      node(`call${index}`, 'action.http', { method: 'POST', url: target.url('hold'), body: { n: '{{ $json.n }}' } }),
    );
    const nodes = [node('start', 'trigger.manual'), ...calls];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → call0 → call1 → call2') });
    const id = await startExecution(user, workflow, { n: 1 });
    for (const target of targets) {
      await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
      await interrupt(id);
      await target.open();
    }
    await untilStatus(user, id, 'completed');
    expect((await Promise.all(targets.map((target) => target.calls()))).map((came) => came.length)).toEqual([1, 1, 1]);
    expect((await getNodes(user, id)).map((run) => run.status)).toEqual(Array(4).fill('completed'));
  });
});
