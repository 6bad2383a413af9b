import { beforeAll, describe, expect, it, vi } from 'vitest';
import { executionId, PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, post, publish, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { starting, wait, waitUrl } from '../../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('a caller who waits for a suspended execution', () => {
  it('of a webhook gets the answer of its last node', async () => {
    const hook = node('hook', 'trigger.webhook', { respond: 'last_node' });
    const target = newTarget();
    const mail = node('mail', 'action.http', {
      method: 'POST',
      url: target.url('echo'),
      body_type: 'json',
      body: "{{ {url: $('wait').resumeUrl} }}",
    });
    const show = node('show', 'action.set', { mode: 'json', json: { told: '{{ $json.body.say }}' } });
    const connections = chain('hook → mail → wait → show');
    const { webhook } = await publish(user, { nodes: [hook, mail, wait(), show], connections });
    const answered = post(webhook, {});
    const url = await vi.waitFor(async () => {
      const [sent] = await target.calls();
      return String(JSON.parse(sent?.body ?? '').url);
    }, PATIENCE);
    await vi.waitFor(async () => expect((await post(url, { say: 'hello' })).status).toBe(200), PATIENCE);
    const reply = await answered;
    expect([reply.status, reply.json]).toEqual([200, { told: 'hello' }]);
  });

  it('of the API gets the result, or 202 at the timeout', async () => {
    const { id: workflow } = await createWorkflow(user, starting(wait()));
    const run = { wait: true, timeout_seconds: 1 };
    const reply = await execute(user, workflow, run);
    expect(reply.status).toBe(202);
    await untilStatus(user, executionId(reply), 'waiting');
    const ended = execute(user, workflow, { wait: true });
    const id = await vi.waitFor(async () => {
      const { json } = await user.api('GET', `/executions?workflow_id=${workflow}&status=waiting`);
      const found = Array.isArray(json.data) ? json.data.map((one) => String(one.id)) : [];
      const [other] = found.filter((one) => one !== executionId(reply));
      expect(other).toBeDefined();
      return String(other);
    }, PATIENCE);
    await post(await waitUrl(user, id), { n: 1 });
    const { status, json } = await ended;
    expect([status, json]).toMatchObject([
      200,
      { execution_id: id, status: 'completed', output_data: [{ body: { n: 1 } }] },
    ]);
  });

  it('gets the response that a node gave before the wait', async () => {
    const hook = node('hook', 'trigger.webhook', { respond: 'respond_node' });
    const answer = node('answer', 'action.respond', {
      respond_with: 'json',
      body: { url: '{{ $execution.resumeUrl }}' },
    });
    const connections = chain('hook → answer → wait');
    const { webhook } = await publish(user, { nodes: [hook, answer, wait()], connections });
    const reply = await post(webhook, {});
    const id = executionId(reply);
    await untilStatus(user, id, 'waiting');
    expect((await post(String(reply.json.url), {})).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });
});
