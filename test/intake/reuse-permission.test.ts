import { beforeAll, describe, expect, it } from 'vitest';
import { executionId } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, post, type User } from '../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('an API key that may run workflows but not read executions', () => {
  it('can’t read the data of executions by reusing them', async () => {
    const nodes = [node('start', 'trigger.manual'), node('end', 'logic.noop')];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain('start → end') });
    const first = await execute(user, workflow, { wait: true });
    const { json } = await user.api('POST', '/api-keys', { name: 'Runner', scopes: ['workflows:run'] });
    const path = `/api/v1/workspaces/${user.workspaceId}/workflows/${workflow}/execute`;
    const ask = (body: object) => post(path, body, { 'x-api-key': String(json.key) });
    const reply = await ask({ start_node_id: 'end', reuse_execution_id: executionId(first), wait: true });
    expect(reply).toMatchObject({ status: 403, json: { code: 'permissions.denied' } });
    expect((await ask({})).status).toBe(202);
  });
});
