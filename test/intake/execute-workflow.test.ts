import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  call,
  callingGraph,
  callsOf,
  executionsOf,
  publishCalled,
  runGraph,
  startGraph,
} from '../support/executions/calling.ts';
import { getExecution, getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { changeStatus, createUser, createWorkflow, node, saveWorkflow, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const double = node('double', 'action.set', { mode: 'json', json: { twice: '{{ $json.n * 2 }}' } });
const items = [{ n: 1 }, { n: 2 }, { n: 3 }];

describe('executing a workflow and waiting', () => {
  it('passes all items to one execution, and goes on with its result', async () => {
    const called = await publishCalled(user, [double]);
    const ended = await runGraph(user, callingGraph(call(called)), items);
    expect(ended.output_data).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }]);
    expect(await callsOf(user, ended.id)).toMatchObject([
      { node_id: 'call', workflow_id: called, place: 0, awaited: true, status: 'completed' },
    ]);
    const [childId = ''] = await executionsOf(user, called);
    expect(await getExecution(user, childId)).toMatchObject({
      trigger_type: 'workflow',
      depth: 1,
      input_data: items,
      trigger_data: { execution_id: ended.id, node_id: 'call', workflow_id: ended.workflow_id },
    });
  });

  it('passes each item to its own execution, and keeps their order', async () => {
    const called = await publishCalled(user, [double]);
    const ended = await runGraph(user, callingGraph(call(called, { mode: 'each' })), items);
    expect(ended.output_data).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }]);
    expect((await callsOf(user, ended.id)).map(({ place, status }) => [place, status])).toEqual([
      [0, 'completed'],
      [1, 'completed'],
      [2, 'completed'],
    ]);
  });

  it('maps the items to the inputs of the called workflow', async () => {
    const inputs = { mode: 'fields', fields: [{ name: 'n', type: 'number', required: true }] };
    const called = await publishCalled(user, [double], { inputs });
    const graph = callingGraph(call(called, { inputs: { n: '{{ $json.n + 10 }}', more: true } }));
    expect((await runGraph(user, graph, items)).output_data).toEqual([{ twice: 22 }, { twice: 24 }, { twice: 26 }]);
  });

  it('links the result with the items of the caller, across several nodes of the called workflow', async () => {
    const reverse = node('reverse', 'action.sort', { mode: 'fields', fields: [{ field: 'n', order: 'descending' }] });
    const called = await publishCalled(user, [reverse, double]);
    const ask = node('ask', 'action.set', { mode: 'json', json: { n: "{{ $('start').item.json.n }}" } });
    const ended = await runGraph(user, callingGraph(call(called), [ask]), items);
    expect(ended.output_data).toEqual([{ n: 3 }, { n: 2 }, { n: 1 }]);
  });

  it('is named as the node that lost a link', async () => {
    const called = await publishCalled(user, [node('sum', 'action.aggregate', { mode: 'all' })]);
    const ask = node('ask', 'action.set', { mode: 'json', json: { n: "{{ $('start').item.json.n }}" } });
    const id = await startGraph(user, callingGraph(call(called), [ask]), items);
    const { error_message } = await untilStatus(user, id, 'failed');
    expect(error_message).toContain('call');
  });

  it('works over two levels, and waits for an execution that waits', async () => {
    const deepest = await publishCalled(user, [
      node('pause', 'logic.wait', { resume: 'after', amount: 11, unit: 'seconds' }),
      double,
    ]);
    const middle = await publishCalled(user, [call(deepest)]);
    const id = await startGraph(user, callingGraph(call(middle)), items);
    const ended = await vi.waitFor(
      async () => {
        const execution = await getExecution(user, id);
        expect(execution.status).toBe('completed');
        return execution;
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(ended.output_data).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }]);
    const [child = ''] = await executionsOf(user, deepest);
    expect((await getExecution(user, child)).depth).toBe(2);
  });

  it('runs the published version, not the draft', async () => {
    const graph = { nodes: [node('called', 'trigger.workflow'), double], connections: chain('called → double') };
    const workflow = await createWorkflow(user, graph);
    const etag = await changeStatus(user, workflow, 'publish');
    await saveWorkflow(
      user,
      { id: workflow.id, etag },
      { nodes: [node('called', 'trigger.workflow')], connections: [] },
    );
    expect((await runGraph(user, callingGraph(call(workflow.id)), items)).output_data).toHaveLength(3);
    expect((await runGraph(user, callingGraph(call(workflow.id)), [{ n: 4 }])).output_data).toEqual([{ twice: 8 }]);
  });
});

describe('executing a workflow without waiting', () => {
  it('goes on at once, and logs the executions that it started', async () => {
    const target = newTarget();
    const called = await publishCalled(user, [
      node('hold', 'action.http', { method: 'POST', url: target.url('hold') }),
    ]);
    const ended = await runGraph(user, callingGraph(call(called, { wait: false })), items);
    expect(ended.output_data).toEqual(items);
    const [one] = await callsOf(user, ended.id);
    expect(one).toMatchObject({ awaited: false });
    const run = (await getNodes(user, ended.id)).find(({ node_id }) => node_id === 'call');
    expect(run?.logs?.[0]?.text).toContain(one?.execution_id ?? 'nothing');
    await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
    await target.open();
    await untilStatus(user, one?.execution_id ?? '', 'completed');
  });
});
