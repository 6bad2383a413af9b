import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { getNodes, untilStatus } from '../../support/executions.ts';
import { deliver } from '../../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../../support/queued-execution.ts';
import { retry } from '../../support/run-workflow.ts';
import { createUser, node, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { startExecution, starting } from '../../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

type Target = ReturnType<typeof newTarget>;

/** start → pay → end, where nobody knows whether `pay` has paid. */
async function unknown(
  target: Target,
  settings: object = {},
  status: 'failed' | 'completed' = 'failed',
): Promise<string> {
  const config = { method: 'POST', url: target.url('status/502') };
  const pay = node('pay', 'action.http', config, { settings: { delivery: 'at-most-once', ...settings } });
  const id = await startExecution(user, starting(pay, node('end', 'logic.noop')), { input: { n: 1 } });
  await untilStatus(user, id, status);
  return id;
}

const listed = z.object({
  data: z.array(z.looseObject({ execution_id: z.string() })),
  next_cursor: z.string().nullable(),
});

async function attention(id: string, query = '') {
  const { data } = listed.parse((await user.api('GET', `/executions/attention?limit=100${query}`)).json);
  return data.filter((one) => one.execution_id === id);
}

function settle(id: string, body: object, by: User = user) {
  return by.api('POST', `/executions/${id}/nodes/pay/settle`, body);
}

async function retried(id: string, status: 'failed' | 'completed') {
  const reply = await retry(user, id, { from: 'failed_node' });
  expect(reply.status, reply.text).toBe(202);
  const again = await untilStatus(user, String(reply.json.id), status);
  return (await getNodes(user, again.id)).map((run) => [run.node_id, run.source, run.output_data]);
}

describe('a node run whose outcome is unknown', () => {
  it('is listed with what to do until it is settled, once', async () => {
    const id = await unknown(newTarget());
    expect(await attention(id)).toEqual([
      expect.objectContaining({
        node_id: 'pay',
        node_name: 'pay',
        workflow_name: 'Test',
        reason: 'outcome_unknown',
        execution_status: 'failed',
        what_to_do: expect.stringContaining('settle'),
      }),
    ]);
    expect(await attention(id, '&reason=undeliverable')).toEqual([]);
    const replies = await Promise.all([
      settle(id, { outcome: 'happened', note: 'Seen' }),
      settle(id, { outcome: 'not_happened' }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await attention(id)).toEqual([]);
  });

  it('that happened is taken as done by a retry, with the output that was named', async () => {
    const target = newTarget();
    const id = await unknown(target);
    const reply = await settle(id, { outcome: 'happened', output: [{ id: 'ch_1', amount: 1.5 }] });
    expect(reply.json).toMatchObject({
      outcome: 'happened',
      settled_at: expect.any(String),
      settled_by: expect.any(String),
    });
    expect(await retried(id, 'completed')).toEqual([
      ['start', 'reused', expect.anything()],
      ['pay', 'reused', { main: [{ json: { id: 'ch_1', amount: 1.5 } }] }],
      ['end', 'performed', { main: [{ json: { id: 'ch_1', amount: 1.5 }, from: 0 }] }],
    ]);
    expect(await target.calls()).toHaveLength(1);
  });

  it('that happened goes on with an empty item if no output was named', async () => {
    const id = await unknown(newTarget());
    await settle(id, { outcome: 'happened' });
    expect((await retried(id, 'completed'))[1]).toEqual(['pay', 'reused', { main: [{ json: {} }] }]);
  });

  it('that did not happen is performed again', async () => {
    const target = newTarget();
    const id = await unknown(target);
    await settle(id, { outcome: 'not_happened' });
    expect((await retried(id, 'failed'))[1]?.slice(0, 2)).toEqual(['pay', 'performed']);
    expect(await target.calls()).toHaveLength(2);
  });

  it('and went on: its execution can be gone on from once it is settled', async () => {
    const target = newTarget();
    const id = await unknown(target, { on_error: 'continue' }, 'completed');
    expect((await retry(user, id, { from: 'failed_node' })).json.code).toBe('executions.not_failed');
    await settle(id, { outcome: 'not_happened' });
    expect((await retried(id, 'completed'))[1]?.slice(0, 2)).toEqual(['pay', 'performed']);
    expect(await target.calls()).toHaveLength(2);
  });

  it.each([
    ['an outcome that is none', { outcome: 'perhaps' }, 400, 'input.invalid'],
    ['an output of what did not happen', { outcome: 'not_happened', output: [{}] }, 400, 'input.invalid'],
    ['an output that is no list of objects', { outcome: 'happened', output: [1] }, 400, 'input.invalid'],
    [
      'an output that is too long',
      { outcome: 'happened', output: [{ a: 'x'.repeat(400_000) }] },
      413,
      'executions.output_too_long',
    ],
    ['another run of the node', { outcome: 'happened', run_index: 7 }, 409, 'executions.nothing_to_settle'],
  ])('refuses %s', async (_name, body, status, code) => {
    const id = await unknown(newTarget());
    const reply = await settle(id, body);
    expect([reply.status, reply.json.code]).toEqual([status, code]);
  });

  it('is not for others', async () => {
    const id = await unknown(newTarget());
    const stranger = await createUser();
    expect((await settle(id, { outcome: 'happened' }, stranger)).status).toBe(404);
    expect((await stranger.api('GET', '/executions/attention')).json.data).toEqual([]);
  });
});

describe('an execution that was given up', () => {
  it('because its message could not be handled is listed until it is settled', async () => {
    const id = await queueExecution(user, await createIdleWorkflow(user));
    await changeRow(id, 'claims = 1');
    await deliver([{ execution_id: id }], 'linkflow-executions-dead');
    expect(await attention(id)).toEqual([
      expect.objectContaining({ node_id: null, reason: 'undeliverable', what_to_do: expect.any(String) }),
    ]);
    const reply = await user.api('POST', `/executions/${id}/settle`, { outcome: 'not_happened' });
    expect([reply.status, reply.json.outcome]).toEqual([200, 'not_happened']);
    expect(await attention(id)).toEqual([]);
    expect((await user.api('POST', `/executions/${id}/settle`, { outcome: 'happened' })).status).toBe(409);
  });

  it('comes in pages', async () => {
    const other = await createUser();
    const workflow = await createIdleWorkflow(other);
    for (let n = 0; n < 3; n += 1) {
      const id = await queueExecution(other, workflow);
      await changeRow(id, `status = 'failed', error_code = 'execution.runner_lost'`);
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/executions/attention?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = listed.parse((await other.api('GET', path)).json);
      seen.push(...page.data.map((one) => one.execution_id));
      cursor = page.next_cursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([3, 3]);
  });
});
