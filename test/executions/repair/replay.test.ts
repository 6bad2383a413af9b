import { beforeAll, describe, expect, it, vi } from 'vitest';
import { executionId, getExecution, getNodes, PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { startExecution as startRun } from '../../support/run-workflow.ts';
import {
  createUser,
  type Graph,
  node,
  type Published,
  post,
  publish,
  saveWorkflow,
  type User,
} from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function drawing(word: string, hook = 'hook'): Graph {
  const say = node('say', 'action.set', { mode: 'json', json: { word, n: '{{ $json.body.n }}' } });
  const trigger = node(hook, 'trigger.webhook', { respond: 'immediately', authentication: { type: 'none' } });
  return { nodes: [trigger, node('start', 'trigger.manual'), say], connections: chain(`${hook} → say`) };
}

async function received(): Promise<{ workflow: Published; id: string }> {
  const workflow = await publish(user, drawing('published'));
  const id = executionId(await post(workflow.webhook, { n: 7 }));
  await untilStatus(user, id, 'completed');
  return { workflow, id };
}

function replay(id: string, body: object = {}, by: User = user) {
  return by.api('POST', `/executions/${id}/replay`, body);
}

async function said(id: string): Promise<unknown> {
  await untilStatus(user, id, 'completed');
  return (await getNodes(user, id)).find(({ node_id }) => node_id === 'say')?.output_data;
}

describe('replaying what a webhook has brought', () => {
  it('runs the published version with the stored input', async () => {
    const { id } = await received();
    const reply = await replay(id);
    expect([reply.status, reply.json.trigger_type, reply.json.parent_execution_id]).toEqual([202, 'webhook', id]);
    expect(await said(executionId(reply))).toMatchObject({ main: [{ json: { word: 'published', n: 7 } }] });
    expect((await getExecution(user, executionId(reply))).input_data).toEqual(
      (await getExecution(user, id)).input_data,
    );
  });

  it('against the draft runs what was saved last, as a trial by hand', async () => {
    const { workflow, id } = await received();
    await saveWorkflow(user, workflow, drawing('draft'));
    const reply = await replay(id, { version: 'draft' });
    expect([reply.status, reply.json.trigger_type]).toEqual([202, 'manual']);
    expect(await said(executionId(reply))).toMatchObject({ main: [{ json: { word: 'draft', n: 7 } }] });
  });

  it('is refused where the trigger is gone, for what no webhook brought, and for others', async () => {
    const { workflow, id } = await received();
    await saveWorkflow(user, workflow, drawing('draft', 'another'));
    expect((await replay(id, { version: 'draft' })).json.code).toBe('executions.trigger_missing');
    const manual = await startRun(user, workflow.id);
    await vi.waitFor(async () => expect((await replay(manual)).json.code).toBe('executions.not_replayable'), PATIENCE);
    expect((await replay(id, {}, await createUser())).status).toBe(404);
    expect((await replay(id, { version: 'latest' })).status).toBe(400);
  });
});
