import { describe, expect, test } from 'vitest';
import { executeWorkflowAction } from '../../../src/nodes/actions/execute-workflow.ts';
import type { CallEnd, WorkflowCalls } from '../../../src/nodes/node-run.ts';
import { outputsOf, runNode } from '../../support/node-run.ts';

const WORKFLOW = '019a0000-0000-7000-8000-000000000001';
const items = [{ n: 1 }, { n: 2 }];

function completed(place: number, list: Extract<CallEnd, { status: 'completed' }>['items']): CallEnd {
  return { executionId: `called-${place}`, workflowId: WORKFLOW, status: 'completed', items: list };
}

async function calledWith(config: object): Promise<WorkflowCalls | undefined> {
  let called: WorkflowCalls | undefined;
  await runNode(executeWorkflowAction, {
    items,
    config: (item) => ({
      workflow_id: WORKFLOW,
      ...config,
      ...('inputs' in config ? { inputs: { twice: item.n ?? 0 } } : {}),
    }),
    onCalls: (request) => {
      called = request;
    },
  });
  return called;
}

describe('action.execute_workflow', () => {
  test('calls once with all items and waits', async () => {
    expect(await calledWith({})).toEqual({
      awaited: true,
      calls: [{ workflowId: WORKFLOW, offset: 0, items: items.map((json) => ({ json })) }],
    });
    expect(await runNode(executeWorkflowAction, { items, config: { workflow_id: WORKFLOW } })).toEqual({
      type: 'waiting',
      until: null,
    });
  });

  test('calls once for each item', async () => {
    expect(await calledWith({ mode: 'each' })).toEqual({
      awaited: true,
      calls: items.map((json, offset) => ({ workflowId: WORKFLOW, offset, items: [{ json }] })),
    });
  });

  test('calls with the mapped items', async () => {
    expect((await calledWith({ inputs: {} }))?.calls[0]?.items).toEqual([
      { json: { twice: 1 } },
      { json: { twice: 2 } },
    ]);
  });

  test('goes on with its own items when it does not wait', async () => {
    const { main } = await outputsOf(executeWorkflowAction, { items, config: { workflow_id: WORKFLOW, wait: false } });
    expect(main).toEqual(items.map((json, from) => ({ json, from })));
  });

  test('refuses more calls than it may make', async () => {
    const many = Array.from({ length: 1001 }, (_, n) => ({ n }));
    const run = { items: many, config: { workflow_id: WORKFLOW, mode: 'each' } };
    await expect(runNode(executeWorkflowAction, run)).rejects.toMatchObject({ code: 'workflow.too_many_calls' });
  });

  test('links the result of a call with the items of that call', async () => {
    const ends = [
      completed(0, [{ json: { a: 1 }, from: 0 }]),
      completed(1, [{ json: { a: 2 }, from: 0 }, { json: { a: 3 } }]),
    ];
    const run = { items, ends, resumed: true, config: { workflow_id: WORKFLOW, mode: 'each' } };
    expect((await outputsOf(executeWorkflowAction, run)).main).toEqual([
      { json: { a: 1 }, from: 0 },
      { json: { a: 2 }, from: 1 },
      { json: { a: 3 } },
    ]);
  });

  test('does not wait for executions that have ended already', async () => {
    const ends = [completed(0, [{ json: { sum: 3 }, from: [0, 1] }])];
    expect(await outputsOf(executeWorkflowAction, { items, ends, config: { workflow_id: WORKFLOW } })).toEqual({
      main: [{ json: { sum: 3 }, from: [0, 1] }],
    });
  });

  test('keeps the links of the one call', async () => {
    const ends = [completed(0, [{ json: { sum: 3 }, from: [0, 1] }])];
    const run = { items, ends, resumed: true, config: { workflow_id: WORKFLOW } };
    expect((await outputsOf(executeWorkflowAction, run)).main).toEqual([{ json: { sum: 3 }, from: [0, 1] }]);
  });

  test.each([
    ['failed', true, 'failed with node.timed_out: too slow'],
    ['cancelled', false, 'was cancelled'],
  ] as const)('fails when a called one is %s, and names it', async (status, retryable, message) => {
    const bad = { executionId: 'called-1', workflowId: WORKFLOW, status, code: 'node.timed_out', message: 'too slow' };
    const run = {
      items,
      ends: [completed(0, []), bad],
      resumed: true,
      config: { workflow_id: WORKFLOW, mode: 'each' },
    };
    await expect(runNode(executeWorkflowAction, run)).rejects.toMatchObject({
      code: 'workflow.failed',
      item: 1,
      retryable,
      message: `Execution called-1 of workflow ${WORKFLOW} ${message}`,
    });
  });
});
