import { beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  callingGraph,
  callsOf,
  onlyExecution,
  publishCalled,
  publishHolding,
  STOP,
  startGraph,
  startHeld,
} from '../support/executions/calling.ts';
import { untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { tick } from '../support/queue.ts';
import { changeRow } from '../support/queued-execution.ts';
import { createUser, node, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('the failure of a called execution', () => {
  it('reaches the caller over two levels, with its error', async () => {
    const deepest = await publishCalled(user, [STOP]);
    const middle = await publishCalled(user, [call(deepest)]);
    const id = await startGraph(user, callingGraph(call(middle)), [{ n: 1 }]);
    const ended = await untilStatus(user, id, 'failed');
    expect(ended).toMatchObject({ error_code: 'workflow.failed', error_node_id: 'call' });
    expect(ended.error_message).toContain(await onlyExecution(user, middle));
    expect(ended.error_message).toContain(
      `${await onlyExecution(user, deepest)} of workflow ${deepest} failed with workflow.stopped: no such order`,
    );
  });

  it('sends items out of the error handle of the calling node', async () => {
    const called = await publishCalled(user, [STOP]);
    const calling = call(called, {}, { settings: { on_error: 'error_output' } });
    const nodes = [
      node('start', 'trigger.manual'),
      calling,
      node('caught', 'action.set', { mode: 'json', json: { why: '{{ $json.error.code }}' } }),
    ];
    const id = await startGraph(user, {
      nodes,
      connections: [...chain('start → call'), ...chain('call:error → caught')],
    });
    expect((await untilStatus(user, id, 'completed')).output_data).toEqual([{ why: 'workflow.failed' }]);
  });

  it('makes a retry start new executions, as another attempt', async () => {
    const target = newTarget();
    const called = await publishCalled(user, [
      node('ask', 'action.http', { method: 'POST', url: target.url('fail/1') }),
    ]);
    const retry = { max_attempts: 2, backoff: 'fixed', delay_ms: 1, max_delay_ms: 1, jitter: 0 } as const;
    const id = await startGraph(user, callingGraph(call(called, {}, { settings: { retry } })), [{ n: 1 }]);
    await untilStatus(user, id, 'completed');
    expect((await callsOf(user, id)).map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 'failed'],
      [2, 'completed'],
    ]);
  });

  it('reaches the caller when its runners were lost for good', async () => {
    const target = newTarget();
    const called = await publishHolding(user, target);
    const id = await startHeld(user, target, called);
    await changeRow(
      await onlyExecution(user, called),
      "claims = 100, epoch = 50, lease_expires_at = now() - interval '1 second'",
    );
    await tick();
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_message).toContain('execution.runner_lost');
  });

  it('reaches the caller when its workflow is deleted', async () => {
    const target = newTarget();
    const called = await publishHolding(user, target);
    const id = await startHeld(user, target, called);
    expect((await user.api('DELETE', `/workflows/${called}`)).status).toBe(204);
    await tick();
    await changeRow(id, "enqueued_at = now() - interval '2 minutes'");
    await tick();
    await target.open();
    expect((await untilStatus(user, id, 'failed')).error_message).toContain('was cancelled');
  });
});
