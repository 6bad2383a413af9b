import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import { completed, defineNode } from '../define-node.ts';
import { anyJson } from '../fields.ts';
import { atItem, passThrough, tryItem, withJson } from '../items.ts';
import { checkItemCount } from '../limits.ts';
import { NodeError } from '../node-error.ts';
import type { CallEnd, NodeRun, WorkflowCall } from '../node-run.ts';

/** The type of the node by which executions call others. */
export const EXECUTE_WORKFLOW = 'action.execute_workflow';

const configSchema = z.strictObject({
  workflow_id: z.string().toLowerCase().min(1).max(100).meta({
    title: 'Workflow',
    description:
      'The id of the workflow: published, in the same workspace, with a trigger for being executed by others.',
  }),
  mode: z
    .enum(['once', 'each'])
    .default('once')
    .meta({ title: 'Mode', description: 'Whether it is executed once with all items, or once for each of them.' }),
  wait: z.boolean().default(true).meta({
    title: 'Wait',
    description: 'Whether the node waits for the end and hands on what it brought; else it hands on its own items.',
  }),
  inputs: z
    .record(z.string().max(1000), anyJson())
    .optional()
    .meta({ title: 'Inputs', description: 'What each item of the call is made of. Default: the items as they are.' }),
});

type Config = z.infer<typeof configSchema>;
type Run = NodeRun<Config>;

/** How many executions one run of the node may start. */
export const MAX_CALLS = 1000;

/** How many ids a log line shows. The API lists them all. */
const MAX_SHOWN = 10;

function givenItem(run: Run, item: Item, index: number): Item {
  const { inputs } = run.config(index);
  return inputs === undefined ? item : withJson(item, inputs);
}

function callOnce(run: Run): WorkflowCall[] {
  const { workflow_id, inputs } = run.config(0);
  const items = inputs === undefined ? run.items : run.items.map((item, index) => givenItem(run, item, index));
  return [{ workflowId: workflow_id, items, offset: 0 }];
}

function callForEach(run: Run): WorkflowCall[] {
  if (run.items.length > MAX_CALLS) {
    throw new NodeError('workflow.too_many_calls', `${run.items.length} items, where ${MAX_CALLS} calls are allowed`);
  }
  return run.items.map((item, offset) =>
    atItem(offset, () => {
      return { workflowId: run.config(offset).workflow_id, items: [givenItem(run, item, offset)], offset };
    }),
  );
}

function started(ids: readonly string[]): string {
  const more = ids.length > MAX_SHOWN ? ` and ${ids.length - MAX_SHOWN} more` : '';
  return `Started, not waited for: ${ids.slice(0, MAX_SHOWN).join(', ')}${more}`;
}

function failureOf(end: Exclude<CallEnd, { status: 'completed' }>, item: { item?: number }): NodeError {
  const what = `Execution ${end.executionId} of workflow ${end.workflowId}`;
  if (end.status === 'cancelled') return new NodeError('workflow.failed', `${what} was cancelled`, item);
  return new NodeError('workflow.failed', `${what} failed with ${end.code}: ${end.message}`, {
    ...item,
    retryable: true,
  });
}

/** Each call got one item, or the only call got all items. In both cases the index of a call is the index of its first item. */
function linkedToInput(items: readonly Item[], place: number): readonly Item[] {
  if (place === 0) return items;
  return items.map(({ from, ...item }) => {
    if (from === undefined) return item;
    return { ...item, from: typeof from === 'number' ? from + place : from.map((index) => index + place) };
  });
}

function collect(run: Run, ends: readonly CallEnd[]): readonly Item[] {
  const ofEach = run.config(0).mode === 'each';
  const take = (end: CallEnd, place: number): readonly Item[] => {
    if (end.status !== 'completed') throw failureOf(end, ofEach ? { item: place } : {});
    return linkedToInput(end.items, place);
  };
  const lists = ends.map((end, place) =>
    ofEach ? (tryItem(run, place, () => take(end, place)) ?? []) : take(end, place),
  );
  checkItemCount(lists.reduce((sum, list) => sum + list.length, 0));
  return lists.flat();
}

export const executeWorkflowAction = defineNode({
  type: EXECUTE_WORKFLOW,
  kind: 'action',
  metadata: {
    name: 'Execute workflow',
    description:
      'Executes another workflow, once with all items or once for each, and waits for what it brings or goes on at once. Cancelling goes down to it; its failure is that of this node.',
    group: 'actions',
    example: {
      workflow_id: '019a0000-0000-7000-8000-000000000001',
      mode: 'each',
      inputs: { order_id: '{{ $json.id }}' },
    },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'write',
  async execute(run) {
    if (run.resumed) return completed(collect(run, await run.calls.ends()));
    const { mode, wait } = run.config(0);
    const calls = mode === 'once' ? callOnce(run) : callForEach(run);
    const { ids, ended } = await run.calls.start({ calls, awaited: wait });
    if (wait) return ended ? completed(collect(run, await run.calls.ends())) : { type: 'waiting', until: null };
    run.log([{ level: 'info', text: started(ids) }]);
    return completed(passThrough(run.items));
  },
});
