import { beforeAll, describe, expect, it, vi } from 'vitest';
import { call, executionsOf, publishCalled } from '../support/executions/calling.ts';
import { PATIENCE, untilStatus } from '../support/executions.ts';
import { rowOf } from '../support/queued-execution.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, post, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { startExecution, wait, waitUrl } from '../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function request(id: string, url: string) {
  return node(id, 'action.http', { method: 'POST', url });
}

/** start → long; start → short; start → first → after */
function branches(first: ReturnType<typeof node>, targets: { long: string; short: string; after: string }) {
  return {
    nodes: [
      node('start', 'trigger.manual'),
      request('long', targets.long),
      request('short', targets.short),
      first,
      request('after', targets.after),
    ],
    connections: [
      { source: 'start', target: 'long' },
      { source: 'start', target: 'short' },
      { source: 'start', target: first.id },
      { source: first.id, target: 'after' },
    ],
  };
}

describe('a runner that is busy with a long branch', () => {
  it('lets a branch go on that was called, at its next journal call', async () => {
    const [long, short, after] = [newTarget(), newTarget(), newTarget()];
    const targets = { long: long.url('hold'), short: short.url('hold'), after: after.url('echo') };
    const id = await startExecution(user, branches(wait(), targets));
    expect((await post(await waitUrl(user, id), { n: 1 })).status).toBe(200);
    expect([(await rowOf(id)).status, await after.calls()]).toEqual(['running', []]);
    await short.open();
    await vi.waitFor(async () => expect(await after.calls()).toHaveLength(1), PATIENCE);
    expect([(await rowOf(id)).status, (await rowOf(id)).epoch]).toEqual(['running', 1]);
    await long.open();
    await untilStatus(user, id, 'completed');
  });

  it('lets a branch go on whose called execution has ended', async () => {
    const [long, short, after, called] = [newTarget(), newTarget(), newTarget(), newTarget()];
    const child = await publishCalled(user, [request('ask', called.url('hold'))]);
    const targets = { long: long.url('hold'), short: short.url('hold'), after: after.url('echo') };
    const workflow = await createWorkflow(user, branches(call(child), targets));
    // It runs in the request, since the queue of the tests delivers no second batch before the first is done.
    const reply = execute(user, workflow.id, { wait: true });
    const id = await vi.waitFor(async () => {
      const [first] = await executionsOf(user, workflow.id);
      expect(first).toBeDefined();
      return first ?? '';
    }, PATIENCE);
    await vi.waitFor(async () => expect(await called.calls()).toHaveLength(1), PATIENCE);
    await called.open();
    await vi.waitFor(async () => expect((await rowOf(id)).resume_count).toBe(1), PATIENCE);
    await short.open();
    await vi.waitFor(async () => expect(await after.calls()).toHaveLength(1), PATIENCE);
    expect((await rowOf(id)).status).toBe('running');
    await long.open();
    expect((await reply).json.status).toBe('completed');
  });
});
