import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { NodeSettings } from '../../../src/engine/workflow.ts';
import { getNodes, PATIENCE } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { deliver } from '../../support/queue.ts';
import { changeRow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, createWorkflow, node, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;
let pure: string;

// start → end
const PURE = { nodes: [node('start', 'trigger.manual'), node('end', 'logic.noop')], connections: chain('start → end') };

/** start → call, an effect */
function calling(url: string, settings: NodeSettings = {}) {
  const call = node('call', 'action.http', { method: 'POST', url }, { settings });
  return { nodes: [node('start', 'trigger.manual'), call], connections: chain('start → call') };
}

beforeAll(async () => {
  user = await createUser();
  pure = (await createWorkflow(user, PURE)).id;
});

function messages(...ids: readonly string[]) {
  return ids.map((execution_id) => ({ execution_id }));
}

async function effectful(url: string, settings: NodeSettings = {}): Promise<string> {
  const { id } = await createWorkflow(user, calling(url, settings));
  return queueExecution(user, id, { hasEffects: true });
}

describe('a batch of messages', () => {
  it('is run to its end, all of it', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => queueExecution(user, pure)));
    expect((await deliver(messages(...ids))).outcome).toBe('ok');
    const rows = await Promise.all(ids.map(rowOf));
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['completed']));
    expect((await getNodes(user, ids[0] ?? '')).map((run) => run.node_id)).toEqual(['start', 'end']);
  });

  it('may hold a message twice, or come twice', async () => {
    const target = newTarget();
    const id = await effectful(target.url('echo'));
    await deliver(messages(id, id));
    await deliver(messages(id));
    expect([(await rowOf(id)).epoch, (await target.calls()).length]).toEqual([1, 1]);
  });

  it('may come to two consumers at once', async () => {
    const target = newTarget();
    const id = await effectful(target.url('echo'));
    await Promise.all([deliver(messages(id)), deliver(messages(id)), deliver(messages(id))]);
    expect([(await rowOf(id)).epoch, (await target.calls()).length]).toEqual([1, 1]);
  });

  it('leaves alone what is running elsewhere, what is over, and what there is not', async () => {
    const [running, cancelled] = [await queueExecution(user, pure), await queueExecution(user, pure)];
    await changeRow(running, "status = 'running', epoch = 1, lease_expires_at = now() + interval '1 minute'");
    await changeRow(cancelled, "status = 'cancelled'");
    const before = [await rowOf(running), await rowOf(cancelled)];
    await deliver(messages(running, cancelled, '019a0000-0000-7000-8000-000000000000'));
    expect([await rowOf(running), await rowOf(cancelled)]).toEqual(before);
  });

  it.each([[null], [{}], [{ execution_id: 'x' }], ['text'], [{ execution_id: crypto.randomUUID() }]])(
    'goes on past a message that is not understood: %j',
    async (strange) => {
      const id = await queueExecution(user, pure);
      expect((await deliver([strange, ...messages(id)])).outcome).toBe('ok');
      expect((await rowOf(id)).status).toBe('completed');
    },
  );

  it('takes those first with which no runner was lost, then the others one at a time', async () => {
    const target = newTarget();
    const [trusted, one, two] = [
      await effectful(target.url('echo')),
      await effectful(target.url('echo')),
      await effectful(target.url('echo')),
    ];
    await deliver([{ execution_id: one, suspect: true }, { execution_id: two, suspect: true }, ...messages(trusted)]);
    const order = (await target.calls()).map(({ key }) => key?.split(':')[0]);
    expect(order).toEqual([trusted, one, two]);
  });

  it('fails an execution whose version is missing, and says so', async () => {
    const id = await queueExecution(user, pure, { workflowVersion: 99 });
    await deliver(messages(id));
    expect(await rowOf(id)).toMatchObject({ status: 'failed', error_code: 'execution.workflow_unusable' });
  });

  it.each(['end', 'gone'])(
    'fails an execution whose trigger %s is none, and begins at no other',
    async (triggerNodeId) => {
      const id = await queueExecution(user, pure, { triggerNodeId });
      await deliver(messages(id));
      expect(await rowOf(id)).toMatchObject({ status: 'failed', error_code: 'execution.unknown_trigger' });
    },
  );
});

describe('an execution whose runner was lost', () => {
  it('goes on with the next one, and its object', async () => {
    const id = await queueExecution(user, pure);
    await changeRow(id, "status = 'running', epoch = 1, claims = 1, lease_expires_at = now() - interval '1 second'");
    await deliver([{ execution_id: id, suspect: true }]);
    expect(await rowOf(id)).toMatchObject({ status: 'completed', epoch: 2, promoted_at: expect.anything() });
  });

  it('is not ended by the runner that was replaced', async () => {
    const target = newTarget();
    const id = await effectful(target.url('hold'));
    const first = deliver(messages(id));
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
    await changeRow(id, "lease_expires_at = now() - interval '1 second'");
    const second = deliver([{ execution_id: id, suspect: true }]);
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(2), PATIENCE);
    await target.open();
    await Promise.all([first, second]);
    expect(await rowOf(id)).toMatchObject({ status: 'completed', epoch: 2 });
    expect(new Set((await target.calls()).map(({ key }) => key))).toEqual(new Set([`${id}:call:0:0`]));
    expect(await getNodes(user, id)).toHaveLength(2);
  });

  it('has told its row of its first effect, which the next one does not repeat if it must not', async () => {
    const target = newTarget();
    const id = await effectful(target.url('hold'), { delivery: 'at-most-once' });
    const first = deliver(messages(id));
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
    await changeRow(id, "lease_expires_at = now() - interval '1 second'");
    await deliver([{ execution_id: id, suspect: true }]);
    expect(await rowOf(id)).toMatchObject({ status: 'failed', epoch: 2, journal: null });
    expect((await getNodes(user, id)).map((run) => run.status)).toEqual(['completed', 'unknown']);
    await target.open();
    await first;
    expect(await target.calls()).toHaveLength(1);
  });
});

describe('a message that could not be handled', () => {
  const dead = 'linkflow-executions-dead';

  it('fails its execution with a reason, unless that is running or over', async () => {
    const [queued, running, done] = await Promise.all([1, 2, 3].map(() => queueExecution(user, pure)));
    await changeRow(queued ?? '', 'claims = 1');
    await changeRow(running ?? '', "claims = 1, status = 'running', lease_expires_at = now() + interval '1 minute'");
    await changeRow(done ?? '', "claims = 1, status = 'completed'");
    await deliver([{}, ...messages(queued ?? '', running ?? '', done ?? '')], dead);
    expect(await rowOf(queued ?? '')).toMatchObject({
      ...{ status: 'failed', error_code: 'execution.undeliverable', completed_at: expect.anything() },
      error_message: expect.stringContaining('given up'),
    });
    expect([(await rowOf(running ?? '')).status, (await rowOf(done ?? '')).status]).toEqual(['running', 'completed']);
  });

  it('leaves to the sweep what no runner has had yet', async () => {
    const id = await queueExecution(user, pure);
    await deliver(messages(id), dead);
    expect((await rowOf(id)).status).toBe('queued');
  });
});
