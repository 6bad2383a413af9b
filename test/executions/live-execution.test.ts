import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { watchJournal } from '../../src/runner/journal/object-journal.ts';
import { getExecution, getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { rowOf } from '../support/queued-execution.ts';
import { startExecution } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('an execution that is running', () => {
  it('shows the node runs so far, from its object', async () => {
    const target = newTarget();
    const nodes = [
      node('start', 'trigger.manual'),
      node('one', 'action.http', { method: 'POST', url: target.url('echo') }),
      node('two', 'action.http', { method: 'POST', url: target.url('hold') }),
    ];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → one → two') });
    const id = await startExecution(user, workflow, { n: 1 });
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(2), PATIENCE);
    const runs = await getNodes(user, id);
    expect(runs.map((run) => [run.node_id, run.status])).toEqual([
      ['start', 'completed'],
      ['one', 'completed'],
      ['two', 'running'],
    ]);
    expect(runs[1]?.input_data).toEqual({ main: [expect.objectContaining({ json: { n: 1 } })] });
    expect(runs[2]?.input_data).toEqual({
      main: [expect.objectContaining({ json: expect.objectContaining({ method: 'POST' }) })],
    });
    expect(await getExecution(user, id)).toMatchObject({ status: 'running', nodes_completed: 2 });
    await target.open();
    await untilStatus(user, id, 'completed');
    expect((await getNodes(user, id)).map((run) => run.status)).toEqual(Array(3).fill('completed'));
  });

  it('shows those from its row during the first effect, and has no object if that is the only one', async () => {
    const target = newTarget();
    const nodes = [
      node('start', 'trigger.manual'),
      node('one', 'action.http', { method: 'POST', url: target.url('hold') }),
    ];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → one') });
    const id = await startExecution(user, workflow, { n: 1 });
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
    const runs = await getNodes(user, id);
    expect(runs.map((run) => [run.node_id, run.status])).toEqual([
      ['start', 'completed'],
      ['one', 'running'],
    ]);
    expect(runs[1]?.input_data).toEqual({ main: [expect.objectContaining({ json: { n: 1 } })] });
    await target.open();
    await untilStatus(user, id, 'completed');
    expect(await rowOf(id)).toMatchObject({ journal: null, promoted_at: null });
    expect(await watchJournal(env.EXECUTION_COORDINATOR, id)).toEqual({ status: 'ok', entries: [], batches: 0 });
  });

  it('can be read at any moment while it ends', async () => {
    const target = newTarget();
    const nodes = [
      node('start', 'trigger.manual'),
      node('one', 'action.http', { method: 'POST', url: target.url('echo') }),
    ];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → one') });
    const ids = await Promise.all(Array.from({ length: 10 }, () => startExecution(user, workflow)));
    const statuses = new Set<number>();
    for (let running = ids; running.length > 0; ) {
      const replies = await Promise.all(running.map((id) => user.api('GET', `/executions/${id}`)));
      for (const { status } of replies) statuses.add(status);
      running = running.filter((_id, index) => replies[index]?.json.status !== 'completed');
    }
    expect(statuses).toEqual(new Set([200]));
  });
});

describe('an execution that waits', () => {
  it('goes on by itself when its wait is over', async () => {
    const target = newTarget();
    const retry: RetryPolicy = { max_attempts: 2, backoff: 'fixed', delay_ms: 11_000, max_delay_ms: 11_000, jitter: 0 };
    const one = node('one', 'action.http', { method: 'POST', url: target.url('fail/1') }, { settings: { retry } });
    const { id: workflow } = await createWorkflow(user, {
      nodes: [node('start', 'trigger.manual'), one],
      connections: chain('start → one'),
    });
    const id = await startExecution(user, workflow);
    const waiting = await untilStatus(user, id, 'waiting');
    expect(Date.parse(waiting.wait_until ?? '')).toBeGreaterThan(Date.now());
    const runs = await getNodes(user, id);
    expect([runs[1]?.status, runs[1]?.error_code]).toEqual(['waiting', 'http.server_error']);
    await untilStatus(user, id, 'completed');
    expect((await target.calls()).map(({ key }) => key)).toEqual(Array(2).fill(`${id}:one:0:0`));
  });
});
