import { beforeAll, describe, expect, it } from 'vitest';
import { executionId, getExecution } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type Reply, type User } from '../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function run(workflow: string, body: object): Promise<Reply> {
  return execute(user, workflow, { wait: true, ...body });
}

describe('a disabled trigger', () => {
  it('is not chosen by default, and refused if it is named', async () => {
    const off = { ...node('start', 'trigger.manual'), disabled: true };
    const nodes = [off, node('hook', 'trigger.webhook'), node('end', 'logic.noop')];
    const { id } = await createWorkflow(user, {
      nodes,
      connections: [...chain('start → end'), ...chain('hook → end')],
    });
    const reply = await run(id, {});
    expect((await getExecution(user, executionId(reply))).trigger_node_id).toBe('hook');
    const named = await run(id, { trigger_node_id: 'start' });
    expect([named.status, named.json.code]).toEqual([422, 'executions.trigger_disabled']);
  });
});
