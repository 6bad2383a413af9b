import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { runManyResultSchema } from '../../../src/intake/api/run-many.schemas.ts';
import { executionsOf } from '../../support/executions/calling.ts';
import { PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { flowOf, numbersOf, publishLimited } from '../../support/limited.ts';
import { submit } from '../../support/pages/forms.ts';
import { readPage } from '../../support/pages/html-form.ts';
import { deliver, tick } from '../../support/queue.ts';
import { changeRow } from '../../support/queued-execution.ts';
import {
  createUser,
  type Graph,
  node,
  type Published,
  post,
  publish,
  type Reply,
  send,
  type User,
} from '../../support/running-app.ts';
import { EACH_MINUTE, makeDue, publishOne, restAll } from '../../support/schedules.ts';
import { newTarget } from '../../support/target.ts';

let user: User;
let program: (path: string, body: object) => Promise<Reply>;

beforeAll(async () => {
  user = await createUser();
  const made = await user.api('POST', '/api-keys', { name: 'Program', scopes: ['workflows:run'] });
  const headers = { 'x-api-key': z.string().parse(made.json.key), 'content-type': 'application/json' };
  program = (path, body) =>
    send('POST', `/api/v1/workspaces/${user.workspaceId}${path}`, { headers, body: JSON.stringify(body) });
});

type Target = ReturnType<typeof newTarget>;

/** trigger → call, which does not come back before the target lets it go; one at a time */
function oneAtATime(target: Target, trigger = node('start', 'trigger.manual')) {
  const call = node('call', 'action.http', { method: 'POST', url: target.url('hold'), body: '{{ $json }}' });
  return {
    nodes: [trigger, call],
    connections: chain(`${trigger.id} → call`),
    settings: { flow: { concurrency: { limit: 1 } } },
  } satisfies Graph;
}

function untilAtGate(workflow: Pick<Published, 'id'>, running: number, waiting: number): Promise<void> {
  return vi.waitFor(async () => expect(await flowOf(user, workflow)).toMatchObject({ running, waiting }), PATIENCE);
}

/**
 * One of two runs and the other waits; then both complete, one after the other. The one that runs may hold the only consumer of
 * the queue, so the other one is delivered by the test where it comes later.
 */
async function expectOneAtATime(target: Target, workflow: Pick<Published, 'id'>, ids: readonly string[]) {
  expect(new Set(ids).size).toBe(2);
  await untilAtGate(workflow, 1, 1);
  await vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
  await target.open();
  for (const id of ids) await untilStatus(user, id, 'completed');
  expect(await target.calls()).toHaveLength(2);
  await untilAtGate(workflow, 0, 0);
}

describe('a limit of concurrency holds', () => {
  it('the runs of one call', async () => {
    const target = newTarget();
    const workflow = await publish(user, oneAtATime(target));
    const runs = [{ input: { n: 1 } }, { input: { n: 2 } }];
    const reply = await program(`/workflows/${workflow.id}/execute/batch`, { runs });
    const { results } = runManyResultSchema.parse(reply.json);
    const ids = results.map(({ execution_id }) => String(execution_id));
    await expectOneAtATime(target, workflow, ids);
    expect(numbersOf(await target.calls()).toSorted()).toEqual([1, 2]);
  });

  it('the runs of a schedule, by its time and by hand', async () => {
    const target = newTarget();
    const clock = node('clock', 'trigger.schedule', { rules: [EACH_MINUTE] });
    const { schedule, ...workflow } = await publishOne(user, oneAtATime(target, clock));
    await makeDue(schedule);
    await tick();
    await untilAtGate(workflow, 1, 0);
    const { status, json } = await user.api('POST', `/schedules/${schedule}/run`);
    expect(status).toBe(202);
    await restAll(user);
    await deliver([{ execution_id: json.execution_id }]);
    await expectOneAtATime(target, workflow, await executionsOf(user, workflow.id));
  });

  it('runs that were to start later', async () => {
    const target = newTarget();
    const workflow = await publish(user, oneAtATime(target));
    const later = { input: { n: 1 }, delay_seconds: 3600 };
    const runs = [later, { input: { n: 2 }, delay_seconds: 3600 }];
    const reply = await program(`/workflows/${workflow.id}/execute/batch`, { runs });
    const ids = runManyResultSchema.parse(reply.json).results.map(({ execution_id }) => String(execution_id));
    await untilAtGate(workflow, 0, 0);
    for (const id of ids) await changeRow(id, 'start_at = now(), wait_until = now()');
    const running = deliver(ids.map((execution_id) => ({ execution_id })));
    await expectOneAtATime(target, workflow, ids);
    await running;
  });

  it('forms, whose senders are answered at once', async () => {
    const target = newTarget();
    const fields = [{ type: 'number', name: 'n', label: 'Number' }];
    const asking = node('form', 'trigger.form', { title: 'Form', fields, answer: { type: 'message' } });
    const form = await publish(user, oneAtATime(target, asking));
    const url = form.webhook.replace('/webhooks/', '/forms/');
    const replies = [await submit(url, { n: '1' }), await submit(url, { n: '2' })];
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    const ids = await executionsOf(user, form.id);
    await expectOneAtATime(target, form, ids);
  });
});

describe('an execution whose place a later one took', () => {
  const flow = { debounce: { run: 'last', seconds: 1 } };

  it('shows its visitor a page that says so, and no failure', async () => {
    const fields = [{ type: 'text', name: 'name', label: 'Name' }];
    const asking = node('form', 'trigger.form', { title: 'Form', fields, answer: { type: 'last_node' } });
    const graph = { nodes: [asking, node('end', 'logic.noop')], connections: chain('form → end'), settings: { flow } };
    const form = await publish(user, graph);
    const url = form.webhook.replace('/webhooks/', '/forms/');
    const first = submit(url, { name: 'Ada' });
    await untilAtGate(form, 0, 1);
    const second = submit(url, { name: 'Bob' });
    const { status, text } = await first;
    expect([status, readPage(text).text('h1'), (await second).status]).toEqual([200, 'Not processed', 200]);
  });

  it('is answered in the same way when its delivery is repeated', async () => {
    const workflow = await publishLimited(user, newTarget().url('echo'), flow, { respond: 'last_node' });
    const call = (key: string) => post(workflow.webhook, { n: 1 }, { 'idempotency-key': key });
    const first = call('one');
    await untilAtGate(workflow, 0, 1);
    await call('two');
    const again = await call('one');
    expect([again.status, again.json]).toEqual([200, (await first).json]);
    expect(again.json).toMatchObject({ dropped: true, reason: 'flow.replaced' });
  });
});
