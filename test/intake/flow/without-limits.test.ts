import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { executionId, PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { flowOf, publishLimited } from '../../support/limited.ts';
import { createUser, node, post, publish, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** hook → call */
function graph(url: string) {
  const call = node('call', 'action.http', { method: 'POST', url, body: '{{ $json.body }}' });
  return { nodes: [node('hook', 'trigger.webhook'), call], connections: chain('hook → call') };
}

describe('a workflow without limits', () => {
  it('calls no gate, whatever starts it', async () => {
    const gates = vi.spyOn(env.FLOW_GATE, 'getByName');
    const workflow = await publish(user, graph(newTarget().url('echo')));
    const id = executionId(await post(workflow.webhook, { n: 1 }));
    await untilStatus(user, id, 'completed');
    const again = executionId(await user.api('POST', `/executions/${id}/retry`, {}));
    await untilStatus(user, again, 'completed');
    await user.api('POST', `/workflows/${workflow.id}/execute`, { wait: true });
    expect(gates).not.toHaveBeenCalled();
    await flowOf(user, workflow);
    expect(gates).toHaveBeenCalled();
    gates.mockRestore();
  });
});

describe('a workspace with a limit', () => {
  it('runs all that comes to its workflows, with limits of their own or without, and gets its places back', async () => {
    const own = await createUser();
    await own.api('PATCH', '', { max_running: 1 });
    const target = newTarget();
    const [noisy, quiet] = [
      await publish(own, graph(target.url('echo'))),
      await publish(own, graph(target.url('echo'))),
    ];
    const both = await publishLimited(own, target.url('echo'), { concurrency: { limit: 5 } });
    const replies = [];
    for (const n of [1, 2, 3, 4]) replies.push(await post(noisy.webhook, { n }));
    replies.push(await post(quiet.webhook, { n: 5 }), await post(both.webhook, { n: 6 }));
    for (const reply of replies) await untilStatus(own, executionId(reply), 'completed');
    expect(await target.calls()).toHaveLength(6);
    await vi.waitFor(async () => expect((await flowOf(own, both)).running).toBe(0), PATIENCE);
    const shared = env.FLOW_GATE.getByName(`workspace:${own.workspaceId}`);
    await vi.waitFor(async () => expect(await shared.show()).toMatchObject({ running: 0, waiting: 0 }), PATIENCE);
    expect(await shared.show()).toMatchObject({ config: { limit: 1 } });
    expect((await own.api('GET', '')).json.max_running).toBe(1);
    expect((await own.api('PATCH', '', { max_running: null })).json.max_running).toBeNull();
  });

  it.each([0, -1, 1.5, 'all', 10 ** 9])('takes no limit such as %j', async (max_running) => {
    expect((await user.api('PATCH', '', { max_running })).status).toBe(400);
  });
});
