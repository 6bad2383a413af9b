import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { executionId, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, type Graph, node, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const fields = [
  { name: 'order.id', type: 'number', required: true },
  { name: 'urgent', type: 'boolean', default: false },
];

function declaring(more: JsonObject = {}, declared: readonly JsonObject[] = fields): Graph {
  const start = node('start', 'trigger.manual', { inputs: { mode: 'fields', fields: declared } }, more);
  return { nodes: [start, node('end', 'logic.noop')], connections: chain('start → end') };
}

async function countOf(workflowId: string): Promise<number> {
  const rows = await testDatabase().sql.query('SELECT 1 FROM executions WHERE workflow_id = $1::uuid', [workflowId]);
  return rows.length;
}

describe('the input of a run', () => {
  it('goes to the workflow with the defaults of its trigger', async () => {
    const { id } = await createWorkflow(user, declaring());
    const reply = await execute(user, id, { input: { order: { id: 7 } }, wait: true });
    expect(reply.json.output_data).toEqual([{ order: { id: 7 }, urgent: false }]);
  });

  it('is refused with each fault and its place, and nothing is stored', async () => {
    const { id } = await createWorkflow(user, declaring());
    const reply = await execute(user, id, { input: [{ order: { id: 1 } }, { order: { id: 'x' }, urgnt: true }] });
    expect([reply.status, reply.json.code]).toEqual([422, 'executions.input_invalid']);
    expect(reply.json.errors).toEqual([
      expect.objectContaining({ code: 'input.wrong_type', path: ['input', 1, 'order', 'id'] }),
      expect.objectContaining({ code: 'input.unknown_field', path: ['input', 1, 'urgnt'] }),
    ]);
    expect((await execute(user, id)).json.errors).toMatchObject([
      { code: 'input.required', path: ['input', 'order', 'id'] },
    ]);
    expect(await countOf(id)).toBe(0);
  });

  it('may have a thousand items that are wrong, of which the first hundred faults are told', async () => {
    const { id } = await createWorkflow(user, declaring());
    const reply = await execute(user, id, { input: Array.from({ length: 1000 }, () => ({})) });
    expect([reply.status, Array.isArray(reply.json.errors) && reply.json.errors.length]).toEqual([422, 100]);
  });

  it('is refused, and nothing breaks, where the trigger declares a field that cannot be', async () => {
    const { id } = await createWorkflow(user, declaring({}, [{ name: 'a.__proto__', type: 'any' }]));
    const reply = await execute(user, id, { input: { a: 1 } });
    expect([reply.status, reply.json.errors]).toMatchObject([422, [{ code: 'field.forbidden_name', path: ['input'] }]]);
  });

  it('is not looked at where pinned data stand for it', async () => {
    const { id } = await createWorkflow(user, declaring({ pinned_data: [{ json: { order: { id: 1 } } }] }));
    expect((await execute(user, id, { wait: true })).json.output_data).toEqual([{ order: { id: 1 } }]);
    expect((await execute(user, id, { use_pinned_data: false })).status).toBe(422);
  });

  it('of an earlier execution stays as it was when it is run again', async () => {
    const { id } = await createWorkflow(user, declaring());
    const first = executionId(await execute(user, id, { input: { order: { id: 7 } } }));
    await untilStatus(user, first, 'completed');
    const again = await execute(user, id, { start_node_id: 'end', reuse_execution_id: first, wait: true });
    expect(again.json.output_data).toEqual([{ order: { id: 7 }, urgent: false }]);
  });
});
