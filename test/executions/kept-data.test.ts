import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { KeepData, WorkflowNode } from '../../src/engine/workflow.ts';
import { newId } from '../../src/shared/ids.ts';
import { tablesWith } from '../support/canary.ts';
import { executionId, getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { tick } from '../support/queue.ts';
import { changeRow } from '../support/queued-execution.ts';
import { execute, retry } from '../support/run-workflow.ts';
import { createUser, createWorkflow, type Graph, node, publish, send, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function keeping(keep_data: KeepData, one: WorkflowNode): WorkflowNode {
  return { ...one, settings: { ...one.settings, keep_data } };
}

function graphOf(nodes: readonly WorkflowNode[], settings: Graph['settings'] = {}): Graph {
  return { nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')), settings };
}

const start = node('start', 'trigger.manual');
const copy = node('copy', 'action.set', { mode: 'json', json: { copied: '{{ $json.secret }}' } });
const end = node('end', 'logic.noop');

/** All that the API tells of an execution. */
async function told(id: string): Promise<string> {
  const places = ['', '/nodes', '/calls', '/waits'].map((path) => user.api('GET', `/executions/${id}${path}`));
  return (await Promise.all(places)).map(({ text }) => text).join('\n');
}

async function runIt(graph: Graph, input: object): Promise<string> {
  const { id } = await createWorkflow(user, graph);
  return executionId(await execute(user, id, { input, wait: true }));
}

/** A text that is nowhere else, so that it can be looked for everywhere. */
function newCanary(): string {
  return `canary-${newId(Date.now())}`;
}

describe('a workflow that keeps no data', () => {
  it.each(['shape', 'none'] as const)(
    'leaves nothing of them in any table, nor in any answer: %s',
    async (keep_data) => {
      const canary = newCanary();
      const id = await runIt(graphOf([start, copy, end], { keep_data }), { secret: canary });
      expect(await tablesWith(canary)).toEqual([]);
      expect(await told(id)).not.toContain(canary);
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
    expect(await told(id)).not.toContain(canary);
  });

  it('leaves nothing of what failed: neither message nor logs', async () => {
    const canary = newCanary();
    const fails = node('fails', 'action.code', { code: 'console.log($json.secret); throw new Error($json.secret);' });
    const id = await runIt(graphOf([start, fails], { keep_data: 'none' }), { secret: canary });
    const { json } = await user.api('GET', `/executions/${id}`);
    expect(json).toMatchObject({ status: 'failed', error_code: expect.any(String), error_node_id: 'fails' });
    expect(await tablesWith(canary)).toEqual([]);
    expect(await told(id)).not.toContain(canary);
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
    expect(await told(id)).not.toContain(canary);
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

describe('a node that keeps no data', () => {
  it('hides what it takes in and brings forth, and nothing else', async () => {
    const canary = newCanary();
    const [make, other] = [
      keeping('none', node('make', 'action.set', { mode: 'json', json: { text: canary.slice(0, 10) } })),
      node('other', 'action.set', { mode: 'json', json: { fine: 'visible' } }),
    ];
    const id = await runIt(graphOf([start, make, other]), { secret: canary });
    const runs = await getNodes(user, id);
    expect(runs.map(({ output_data }) => output_data)).toEqual([
      { redacted: 'none' },
      { redacted: 'none' },
      { main: [expect.objectContaining({ json: { fine: 'visible' } })] },
    ]);
    expect(runs[2]?.input_data).toEqual({ redacted: 'none' });
    expect(await tablesWith(canary)).toEqual([]);
  });

  it('tells the shape where that is kept', async () => {
    const make = keeping(
      'shape',
      node('make', 'action.set', { mode: 'json', json: { n: '{{ 1 }}', list: [{ a: 'x' }], none: null } }),
    );
    const id = await runIt(graphOf([start, make]), {});
    expect((await getNodes(user, id))[1]?.output_data).toEqual({
      redacted: 'shape',
      shape: {
        type: 'object',
        properties: {
          main: {
            type: 'array',
            length: 1,
            items: {
              type: 'object',
              properties: expect.objectContaining({
                json: {
                  type: 'object',
                  properties: {
                    n: { type: 'number' },
                    list: {
                      type: 'array',
                      length: 1,
                      items: { type: 'object', properties: { a: { type: 'string' } } },
                    },
                    none: { type: 'null' },
                  },
                },
              }),
            },
          },
        },
      },
    });
  });

  it('lets what failed be performed again from the start, and tells what it cannot reuse', async () => {
    const make = keeping('none', node('make', 'action.set', { mode: 'json', json: { a: 1 } }));
    const fails = node('fails', 'action.code', { code: 'throw new Error("no");' });
    const id = await runIt(graphOf([start, node('between', 'logic.noop'), make, fails]), { n: 1 });
    expect((await user.api('GET', `/executions/${id}`)).json).toMatchObject({ status: 'failed', input_data: { n: 1 } });
    expect((await retry(user, id)).status).toBe(202);
    expect(await retry(user, id, { from: 'failed_node' })).toMatchObject({
      status: 409,
      json: { code: 'executions.data_not_kept', errors: [{ node_id: expect.stringMatching(/between|make/) }] },
    });
  });

  it('can be performed again from the start, for the trigger is kept', async () => {
    const make = keeping('none', node('make', 'action.set', { mode: 'json', json: { a: 1 } }));
    const between = node('between', 'logic.noop');
    const id = await runIt(graphOf([start, between, make]), { n: 1 });
    expect((await retry(user, id)).status).toBe(202);
  });
});

describe('a workflow that keeps nothing of successes', () => {
  it('writes a row without data, which is gone a quarter of an hour later', async () => {
    const canary = newCanary();
    const id = await runIt(graphOf([start, copy], { retention: { completed_days: 0 } }), { secret: canary });
    expect(await tablesWith(canary)).toEqual([]);
    expect(await getNodes(user, id)).toEqual([]);
    await testDatabase().sql.query(`UPDATE executions_to_forget SET due_at = now() WHERE execution_id = $1::uuid`, [
      id,
    ]);
    await tick();
    expect((await user.api('GET', `/executions/${id}`)).status).toBe(200);
    await testDatabase().sql.query(
      `INSERT INTO maintenance_state (name, value) VALUES ('execution_count', to_json(now()::text))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    );
    await tick();
    expect((await user.api('GET', `/executions/${id}`)).status).toBe(404);
  });

  it('keeps what failed, with all of its data', async () => {
    const canary = newCanary();
    const fails = node('fails', 'action.code', { code: 'throw new Error("no");' });
    const id = await runIt(graphOf([start, copy, fails], { retention: { completed_days: 0 } }), { secret: canary });
    expect(await told(id)).toContain(canary);
    await changeRow(id, "completed_at = now() - interval '1 day'");
    await tick();
    expect((await user.api('GET', `/executions/${id}`)).status).toBe(200);
  });
});
