import { beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../../support/graph.ts';
import { republish } from '../../support/run-workflow.ts';
import { changeStatus, createUser, node, post, publish, saveWorkflow, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** hook → set, answering with a word */
function saying(word: string) {
  const nodes = [
    node('hook', 'trigger.webhook', { respond: 'last_node' }),
    node('set', 'action.set', { mode: 'json', json: { word } }),
  ];
  return { nodes, connections: chain('hook → set') };
}

/** The answer of the webhook. It is called twice, so that the second call finds it in the cache. */
async function wordsOf(webhook: string): Promise<unknown[]> {
  return [(await post(webhook, {})).json.word, (await post(webhook, {})).json.word];
}

describe('a webhook runs the published version', () => {
  it('and no later draft', async () => {
    const workflow = await publish(user, saying('one'));
    await saveWorkflow(user, workflow, saying('two'));
    expect(await wordsOf(workflow.webhook)).toEqual(['one', 'one']);
  });

  it('from the moment at which it is published', async () => {
    const workflow = await publish(user, saying('one'));
    expect(await wordsOf(workflow.webhook)).toEqual(['one', 'one']);
    await republish(user, workflow, saying('two'));
    expect(await wordsOf(workflow.webhook)).toEqual(['two', 'two']);
  });

  it('and ends when the workflow is deactivated', async () => {
    const workflow = await publish(user, saying('one'));
    expect(await wordsOf(workflow.webhook)).toEqual(['one', 'one']);
    const etag = await changeStatus(user, workflow, 'deactivate');
    const replies = [await post(workflow.webhook, {}), await post(workflow.webhook, {})];
    expect(replies.map(({ json }) => json.code)).toEqual(Array(2).fill('webhooks.not_found'));
    await changeStatus(user, { id: workflow.id, etag }, 'publish');
    expect(await wordsOf(workflow.webhook)).toEqual(['one', 'one']);
  });

  it('and ends when the published version no longer has the trigger', async () => {
    const workflow = await publish(user, saying('one'));
    await wordsOf(workflow.webhook);
    const manual = { nodes: [node('start', 'trigger.manual')], connections: [] };
    const etag = await saveWorkflow(user, workflow, manual);
    expect(await wordsOf(workflow.webhook)).toEqual(['one', 'one']);
    await changeStatus(user, { id: workflow.id, etag }, 'publish');
    expect((await post(workflow.webhook, {})).status).toBe(404);
  });

  it('and ends when the workflow is deleted', async () => {
    const workflow = await publish(user, saying('one'));
    await wordsOf(workflow.webhook);
    const etag = await changeStatus(user, workflow, 'archive');
    expect((await post(workflow.webhook, {})).status).toBe(404);
    const deleted = await user.api('DELETE', `/workflows/${workflow.id}`, undefined, { 'if-match': etag });
    expect([deleted.status, (await post(workflow.webhook, {})).status]).toEqual([204, 404]);
  });

  it('and never one that takes its config from an expression', async () => {
    const graph = saying('one');
    const hook = node('hook', 'trigger.webhook', { response_timeout_seconds: '{{ 5 }}' });
    const created = await user.api('POST', '/workflows', { name: 'Test', settings: {}, ...graph, nodes: [hook] });
    expect(JSON.stringify(created.json.faults)).toContain('response_timeout_seconds');
    expect((await user.api('POST', `/workflows/${created.json.id}/publish`)).status).toBe(422);
  });
});
