import { expect, it } from 'vitest';
import { z } from 'zod';
import { executionId, getExecution, getNodes } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node } from '../support/running-app.ts';

const seen = node('seen', 'action.remove_duplicates', { operation: 'seen_before', value: '{{ $json.id }}' });
const noted = node('noted', 'action.execution_data', { data: [{ key: 'last_id', value: '{{ $json.id }}' }] });

it('a workflow passes an item once, and the execution is found by its metadata', async () => {
  const user = await createUser();
  const { id } = await createWorkflow(user, {
    nodes: [node('start', 'trigger.manual'), seen, noted],
    connections: chain('start → seen:main → noted'),
  });
  const passed: number[] = [];
  const executions: string[] = [];
  for (const order of [7, 8, 7]) {
    const started = await execute(user, id, { input: { id: order }, wait: true });
    const execution = executionId(started);
    executions.push(execution);
    const run = (await getNodes(user, execution)).find(({ node_id }) => node_id === 'seen');
    const outputs = z.object({ main: z.array(z.unknown()) }).parse(run?.output_data);
    passed.push(outputs.main.length);
  }
  expect(passed).toEqual([1, 1, 0]);
  const found = await user.api('GET', '/executions?metadata_key=last_id&metadata_value=8');
  expect(found.json.data).toMatchObject([{ id: executions[1], metadata: { last_id: '8' } }]);
  expect((await getExecution(user, executions[2] ?? '')).metadata).toBeNull();
});
