import { describe, expect, it } from 'vitest';
import { untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { startExecution } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node } from '../support/running-app.ts';

const STEPS = Array.from({ length: 24 }, (_, index) => `step_${index}`);

describe('the list of node runs', () => {
  it('is whole without being asked for more, and says where it goes on when it is not', async () => {
    const user = await createUser();
    const nodes = [node('start', 'trigger.manual'), ...STEPS.map((id) => node(id, 'logic.noop'))];
    const { id: workflow } = await createWorkflow(user, { nodes, connections: chain(['start', ...STEPS].join(' → ')) });
    const id = await startExecution(user, workflow);
    await untilStatus(user, id, 'completed');
    const whole = await user.api('GET', `/executions/${id}/nodes`);
    expect(whole.json).toMatchObject({ data: { length: 25 }, has_more: false, next_cursor: null });
    const part = await user.api('GET', `/executions/${id}/nodes?limit=20`);
    expect(part.json).toMatchObject({ data: { length: 20 }, has_more: true, next_cursor: expect.any(String) });
  });
});
