import { beforeAll, describe, expect, it, vi } from 'vitest';
import { executionId, getNodes, PATIENCE, untilStatus } from '../../support/executions.ts';
import { tick } from '../../support/queue.ts';
import { execute, retry } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, publish, send, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { testDatabase } from '../../support/test-database.ts';
import { tablesWith } from '../../support/texts/canary.ts';
import { copy, end, graphOf, newCanary, runIt, start, told } from './canary-runs.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('a workflow that keeps no data', () => {
  it.each(['shape', 'none'] as const)(
    'leaves nothing of them in any table, nor in any answer: %s',
    async (keep_data) => {
      const canary = newCanary();
      const id = await runIt(user, graphOf([start, copy, end], { keep_data }), { secret: canary });
      expect(await tablesWith(canary)).toEqual([]);
      expect(await told(user, id)).not.toContain(canary);
      expect((await getNodes(user, id)).map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    },
  );

  it('answers its caller all the same', async () => {
    const canary = newCanary();
    const { id } = await createWorkflow(user, graphOf([start, copy], { keep_data: 'none' }));
    const reply = await execute(user, id, { input: { secret: canary }, wait: true });
    expect(reply.text).toContain(canary);
    expect(await tablesWith(canary)).toEqual([]);
  });

  it('leaves nothing when it writes, through journal and flush', async () => {
    const canary = newCanary();
    const target = newTarget();
    const call = node('call', 'action.http', {
      method: 'POST',
      url: target.url('echo'),
      body: { text: '{{ $json.secret }}' },
    });
    const { id: workflow } = await createWorkflow(
      user,
      graphOf([start, call, end, { ...call, id: 'again', name: 'again' }], { keep_data: 'none' }),
    );
    const id = executionId(await execute(user, workflow, { input: { secret: canary } }));
    await untilStatus(user, id, 'completed');
    expect(await tablesWith(canary)).toEqual([]);
    expect(await told(user, id)).not.toContain(canary);
  });

  it('leaves nothing of what failed: neither message nor logs', async () => {
    const canary = newCanary();
    const fails = node('fails', 'action.code', { code: 'console.log($json.secret); throw new Error($json.secret);' });
    const id = await runIt(user, graphOf([start, fails], { keep_data: 'none' }), { secret: canary });
    const { json } = await user.api('GET', `/executions/${id}`);
    expect(json).toMatchObject({ status: 'failed', error_code: expect.any(String), error_node_id: 'fails' });
    expect(await tablesWith(canary)).toEqual([]);
    expect(await told(user, id)).not.toContain(canary);
  });

  it('shows nothing while it runs', async () => {
    const canary = newCanary();
    const target = newTarget();
    const send = node('send', 'action.http', {
      method: 'POST',
      url: target.url('echo'),
      body: { text: '{{ $json.secret }}' },
    });
    const hold = node('hold', 'action.http', {
      method: 'POST',
      url: target.url('hold'),
      body: { text: '{{ $json.secret }}' },
    });
    const { id: workflow } = await createWorkflow(user, graphOf([start, send, hold], { keep_data: 'none' }));
    const id = executionId(await execute(user, workflow, { input: { secret: canary } }));
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(2), PATIENCE);
    expect(await told(user, id)).not.toContain(canary);
    const at = {
      execution_id: id,
      node_id: 'hold',
      value: '{{ $json }} {{ input_data }} {{ $("start").item.json.secret }}',
    };
    const evaluated = await user.api('POST', '/expressions/evaluate', at);
    expect(evaluated.json).toMatchObject({ code: 'executions.data_not_kept' });
    expect(evaluated.text).not.toContain(canary);
    await target.open();
    await untilStatus(user, id, 'completed');
    expect(await tablesWith(canary)).toEqual([]);
  });

  it('leaves nothing of what was cancelled before it ran', async () => {
    const canary = newCanary();
    const { id: workflow } = await createWorkflow(user, graphOf([start, copy], { keep_data: 'none' }));
    const id = executionId(await execute(user, workflow, { input: { secret: canary }, delay_seconds: 3600 }));
    const cancelled = await user.api('POST', `/executions/${id}/cancel`);
    expect(cancelled.json.status).toBe('cancelled');
    expect(cancelled.text).not.toContain(canary);
    expect(await tablesWith(canary)).toEqual([]);
  });

  it('says that it cannot be retried, nor reused', async () => {
    const { id: workflow } = await createWorkflow(user, graphOf([start, copy, end], { keep_data: 'none' }));
    const id = executionId(await execute(user, workflow, { input: { secret: 1 }, wait: true }));
    for (const body of [{}, { from: 'start' }]) {
      expect(await retry(user, id, body)).toMatchObject({ status: 409, json: { code: 'executions.data_not_kept' } });
    }
    const part = await execute(user, workflow, { start_node_id: 'end', reuse_execution_id: id });
    expect(part).toMatchObject({ status: 409, json: { code: 'executions.data_not_kept' } });
  });

  it('keeps the answer for those who wait, and forgets it after a quarter of an hour', async () => {
    const canary = newCanary();
    const hook = node('hook', 'trigger.webhook', { authentication: { type: 'none' }, respond: 'respond_node' });
    const answer = node('answer', 'action.respond', { body: '{{ $json.body.secret }}' });
    const { webhook, id: workflow } = await publish(user, graphOf([hook, answer], { keep_data: 'none' }));
    const reply = await send('POST', webhook, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: canary }),
    });
    expect(reply.text).toContain(canary);
    expect(await tablesWith(canary)).toEqual([]);
    const answers = () =>
      testDatabase().sql.query(
        `SELECT response ->> 'status' AS status, response ->> 'redacted' AS redacted
      FROM executions WHERE workflow_id = $1::uuid`,
        [workflow],
      );
    expect(await answers()).toEqual([{ status: '200', redacted: null }]);
    const rows = await testDatabase().sql.query(
      `UPDATE executions_to_forget SET due_at = now() WHERE execution_id IN (SELECT id FROM executions WHERE workflow_id = $1::uuid)
      RETURNING what`,
      [workflow],
    );
    expect(rows).toEqual([{ what: 'answer' }]);
    await tick();
    expect(await answers()).toEqual([{ status: null, redacted: 'none' }]);
  });
});
