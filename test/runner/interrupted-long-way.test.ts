import { abortAllDurableObjects } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { watchJournal } from '../../src/runner/journal/object-journal.ts';
import { type Guide, leadLongWay, type Strike } from '../support/executions/lead-long-way.ts';
import { OUTPUT } from '../support/executions/long-way.ts';
import { PATIENCE } from '../support/executions.ts';
import { deliver } from '../support/queue.ts';
import { changeRow, rowOf } from '../support/queued-execution.ts';
import { createUser, post, publish } from '../support/running-app.ts';
import { evictObject } from './support/evict.ts';

let guide: Guide;
let undisturbed: Awaited<ReturnType<typeof leadLongWay>>;

beforeAll(async () => {
  const user = await createUser();
  guide = {
    api: async (method, path, body) => (await user.api(method, path, body)).json,
    publish: async (graph) => (await publish(user, graph)).id,
    call: async (url, body) => expect((await post(url, body)).status).toBe(200),
    targetUrl: inject('targetUrl'),
  };
  undisturbed = await leadLongWay(guide, async () => undefined);
});

function objectOf(id: string) {
  return env.EXECUTION_COORDINATOR.getByName(id);
}

async function evict(ids: readonly string[]): Promise<void> {
  for (const id of ids) await evictObject(id);
}

async function close(ids: readonly string[]): Promise<void> {
  for (const id of ids) await objectOf(id).close();
}

/** The latest runner whose taking over is journaled: those before it are fenced. */
async function newestEpoch(id: string): Promise<number> {
  const { entries } = await watchJournal(env.EXECUTION_COORDINATOR, id);
  return Math.max(0, ...entries.map(({ event }) => (event.type === 'runner_changed' ? event.epoch : 0)));
}

/** Whoever runs one counts as lost: another takes over, while the first still holds the request. */
function createSuccession() {
  const runners: Promise<unknown>[] = [];

  async function handOn(id: string): Promise<void> {
    const { status, epoch } = await rowOf(id);
    if (status !== 'running') return;
    await changeRow(id, "lease_expires_at = now() - interval '1 second'");
    runners.push(deliver([{ execution_id: id }]));
    await vi.waitFor(async () => expect(await newestEpoch(id)).toBeGreaterThan(Number(epoch)), PATIENCE);
  }

  return {
    async strike(ids: readonly string[]): Promise<void> {
      for (const id of ids) await handOn(id);
    },
    /** All of them are through. */
    end: () => Promise.all(runners),
  };
}

const STRIKES: readonly (readonly [string, Strike])[] = [
  ['whose objects are evicted', evict],
  ['whose objects are aborted', () => abortAllDurableObjects()],
  ['whose objects are closed', close],
];

// see longWay: a loop, an error branch, a wait for a call, one for a time, and a called workflow
describe('an execution that is interrupted between any two steps', () => {
  it('completes without interruptions, with each request once', () => {
    expect([undisturbed.output, undisturbed.counts]).toEqual([OUTPUT, [1, 1, 1, 1, 1]]);
  });

  it.each(STRIKES)(
    'comes to the same as one %s, with each request once',
    async (_name, strike) => {
      expect(await leadLongWay(guide, strike)).toEqual(undisturbed);
    },
    180_000,
  );

  it('ends the same when each runner is replaced by the next, and repeats requests only with the same key', async () => {
    const { strike, end } = createSuccession();
    const { outcome, counts } = await leadLongWay(guide, strike);
    await end();
    expect([outcome, counts]).toEqual([undisturbed.outcome, [2, 2, 2, 2, 2]]);
  });
});
