import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, register } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import type { Bundles } from '../../scripts/local/processes/processes.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { openTargetServer, type TargetServer } from '../global-setup/target-server.ts';
import { eventually } from '../scripts/running-script.ts';
import { type Guide, leadLongWay } from '../support/executions/lead-long-way.ts';
import { OUTPUT } from '../support/executions/long-way.ts';
import { targetAt } from '../support/target.ts';
import { type ReleasedStack, startLastRelease } from './support/releases.ts';

/** In milliseconds: all processes start anew between every two steps, and a busy machine may take ten times as long. */
const PATIENCE = 900_000;

let target: TargetServer;
let released: ReleasedStack;
let client: Client;
let guide: Guide;
/** What the long way comes to under the last release. */
let way: Awaited<ReturnType<typeof leadLongWay>>;
let webhook = '';

const startedSchema = z.object({ execution_id: z.string() });
const executionSchema = z.object({ status: z.string(), nodes_completed: z.int() });

async function publishWebhook(): Promise<string> {
  const nodes = [
    node('hook', 'trigger.webhook', { respond: 'last_node' }),
    node('echo', 'action.set', { mode: 'json', json: { said: '{{ $json.body.say }}' } }),
  ];
  const { webhookPath } = await client.publish({ name: 'Echo', nodes, connections: chain('hook → echo') });
  return `${client.url}${webhookPath}`;
}

beforeAll(async () => {
  target = await openTargetServer();
  released = await startLastRelease();
  client = await register(released.stack.url, 'released@example.com', 'correct horse battery');
  webhook = await publishWebhook();
  guide = {
    targetUrl: target.url,
    api: async (method, path, body) => (await client.call({ method, path, body }, method === 'POST' ? 202 : 200)).json,
    publish: async (graph) => (await client.publish({ name: 'Released', ...graph })).id,
    async call(url, body) {
      const headers = { 'content-type': 'application/json' };
      const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(status).toBe(200);
    },
  };
}, PATIENCE);

afterAll(async () => {
  await released.close();
  await target.close();
}, PATIENCE);

/** Calls the webhook, whose caller waits for the last node. */
async function expectEcho(say: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(webhook, { method: 'POST', headers, body: JSON.stringify({ say }) });
  expect([answer.status, await answer.json()]).toEqual([200, { said: say }]);
}

/** Puts the next pair of bundles in place with each strike, and then calls the webhook. */
function inTurn(turns: readonly Bundles[]): () => Promise<void> {
  let made = 0;
  return async () => {
    const bundles = turns[made % turns.length];
    made += 1;
    if (bundles !== undefined) await released.stack.replace(bundles);
    await expectEcho(`after turn ${made}`);
  };
}

function both(bundle: Bundles['front']): Bundles {
  return { front: bundle, runner: bundle };
}

describe('the last release', () => {
  it(
    'goes on while the database is migrated, and on the schema of the present one',
    async () => {
      const before = await leadLongWay(guide, async () => undefined);
      expect([before.output, before.counts]).toEqual([OUTPUT, [1, 1, 1, 1, 1]]);
      let migrated = false;
      way = await leadLongWay(guide, async () => {
        if (!migrated) await Promise.all([released.migrate(), expectEcho('meanwhile')]);
        migrated = true;
        await expectEcho('afterwards');
      });
      expect(way).toEqual(before);
    },
    PATIENCE,
  );
});

describe('an execution that two releases perform by turns', () => {
  it(
    'comes to the same end, deployed and rolled back between every two steps',
    async () => {
      const { last, present } = released;
      await released.stack.replace(both(last));
      const { outcome } = await leadLongWay(guide, inTurn([both(present), both(last)]));
      expect(outcome).toEqual(way.outcome);
    },
    PATIENCE,
  );

  it(
    'comes to the same end if it is the other way round',
    async () => {
      const { last, present } = released;
      await released.stack.replace(both(present));
      const { outcome } = await leadLongWay(guide, inTurn([both(last), both(present)]));
      expect(outcome).toEqual(way.outcome);
    },
    PATIENCE,
  );
});

describe('an object of one release that a runner of the other calls', () => {
  it(
    'keeps journal, waits and calls, whichever is the older',
    async () => {
      const { last, present } = released;
      const mixed = [
        { front: last, runner: present },
        { front: present, runner: last },
      ];
      const { outcome } = await leadLongWay(guide, inTurn(mixed));
      expect(outcome).toEqual(way.outcome);
    },
    PATIENCE,
  );

  it(
    'keeps them when only the runner, or only the object, is deployed',
    async () => {
      const { last, present } = released;
      await released.stack.replace({ front: last, runner: present });
      const kept = await leadLongWay(guide, async () => undefined);
      await released.stack.replace({ front: present, runner: last });
      const other = await leadLongWay(guide, async () => undefined);
      expect([kept, other]).toEqual([way, way]);
    },
    PATIENCE,
  );
});

/** Longer than a runner holds a wait, so that the object's alarm has it. */
const RESTING = 11_000;

/** One that sleeps, one whose retry is pending, and one that is to start later. Gives their ids. */
async function beginTimers(): Promise<readonly string[]> {
  const failing = targetAt(target.url);
  const call: WorkflowNode = {
    ...node('call', 'action.http', { method: 'POST', url: failing.url('fail/1'), body: {} }),
    settings: { retry: { max_attempts: 2, delay_ms: RESTING, max_delay_ms: RESTING, jitter: 0, backoff: 'fixed' } },
  };
  const sleep = node('call', 'logic.wait', { resume: 'after', amount: RESTING / 1000, unit: 'seconds' });
  const begin = async (second: WorkflowNode, body: object): Promise<string> => {
    const nodes = [node('start', 'trigger.manual'), second, node('end', 'logic.noop')];
    const { id } = await client.publish({ name: 'Timer', nodes, connections: chain('start → call → end') });
    const started = await client.call({ method: 'POST', path: `/workflows/${id}/execute`, body }, 202);
    return startedSchema.parse(started.json).execution_id;
  };
  const later = { start_at: new Date(Date.now() + RESTING).toISOString() };
  return Promise.all([begin(call, {}), begin(sleep, {}), begin(node('call', 'logic.noop'), later)]);
}

async function eventuallyAll(ids: readonly string[], status: string): Promise<void> {
  await eventually(`all ${status}`, async () => {
    const found = await Promise.all(ids.map((id) => client.call({ method: 'GET', path: `/executions/${id}` }, 200)));
    return found.every(({ json }) => executionSchema.parse(json).status === status);
  });
}

describe('sleeps, retries and delayed starts that one release left pending', () => {
  it.each(['the last one', 'the present one'])(
    'are begun by %s and ended by the other',
    async (first) => {
      const { last, present } = released;
      const [from, to] = first === 'the last one' ? [last, present] : [present, last];
      await released.stack.replace(both(from));
      const ids = await beginTimers();
      await eventuallyAll(ids, 'waiting');
      await released.stack.replace(both(to));
      await eventuallyAll(ids, 'completed');
    },
    300_000,
  );
});
