import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JournalEntry, JournalWait } from '../../src/runner/journal/journal.ts';
import {
  callCoordinator,
  createObjectJournal,
  takeOverJournal,
  watchJournal,
} from '../../src/runner/journal/object-journal.ts';
import { MAX_RESULT_LENGTH } from '../../src/runner/limits.ts';
import { newId } from '../../src/shared/ids.ts';
import { intent, started, triggered } from '../runner/journal-suite.ts';

const coordinators = env.EXECUTION_COORDINATOR;

function openObject() {
  const executionId = newId(Date.now());
  return {
    executionId,
    stub: () => coordinators.getByName(executionId),
    remote: (epoch: number) => ({
      append: (entries: readonly JournalEntry[], wait: JournalWait | null) =>
        createObjectJournal({ coordinators, executionId, epoch }).append([], entries, wait),
    }),
    takeOver: (epoch: number) => takeOverJournal({ coordinators, executionId, epoch }),
  };
}

function alarmOf(stub: ReturnType<ReturnType<typeof openObject>['stub']>): Promise<number | null> {
  return runInDurableObject(stub, (_object, state) => state.storage.getAlarm());
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the object of an execution', () => {
  it('holds its journal, its epoch and its cancellation over an eviction', async () => {
    const object = openObject();
    await object.remote(2).append([started, triggered], null);
    await evictDurableObject(object.stub());
    expect(await object.remote(1).append([intent], null)).toEqual({ status: 'fenced' });
    await object.stub().cancel(object.executionId, Date.now());
    await evictDurableObject(object.stub());
    expect(await object.remote(2).append([intent], null)).toEqual({ status: 'cancelled' });
    expect(await object.takeOver(3)).toMatchObject({ status: 'cancelled', entries: [started, triggered] });
  });

  it('tells its runner once, at the next append, that something came', async () => {
    const object = openObject();
    await object.remote(1).append([started], null);
    await object.stub().wake();
    expect(await object.remote(1).append([triggered], null)).toEqual({ status: 'ok', woken: true });
    expect(await object.remote(1).append([intent], null)).toEqual({ status: 'ok' });
    await object.stub().wake();
    await object.takeOver(2);
    expect(await object.remote(2).append([intent], null)).toEqual({ status: 'ok' });
  });

  it('numbers on where it stopped when it is evicted between two appends', async () => {
    const object = openObject();
    for (const fact of [started, triggered, intent]) {
      await object.remote(1).append([fact], null);
      await evictDurableObject(object.stub());
    }
    expect((await object.takeOver(2)).entries).toEqual([started, triggered, intent]);
  });

  it('loses nothing of what it has confirmed when all objects are aborted', async () => {
    const object = openObject();
    await object.remote(1).append([started, triggered], null);
    await abortAllDurableObjects();
    expect((await object.takeOver(2)).entries).toEqual([started, triggered]);
  });

  it('is read in pages by who takes over and by who watches', async () => {
    const object = openObject();
    const data = { outputs: { main: [{ json: { text: 'z'.repeat(5_000_000) } }] } };
    const facts = [started, { ...triggered, data }, { ...triggered, data }, { ...triggered, data }];
    for (const fact of facts) await object.remote(1).append([fact], null);
    const first = await object.stub().watch(0);
    expect([first.batches.length, first.next]).toEqual([2, 2]);
    expect((await watchJournal(coordinators, object.executionId)).entries).toHaveLength(4);
    expect((await object.takeOver(2)).entries).toHaveLength(4);
  });

  it('takes the largest result that a node may have, and gives it back', async () => {
    const object = openObject();
    const text = '日'.repeat(MAX_RESULT_LENGTH - 50);
    await object.remote(1).append([started, { ...triggered, data: { outputs: { main: [{ json: { text } }] } } }], null);
    const { entries } = await object.takeOver(2);
    expect(entries[1]?.data?.outputs.main?.[0]?.json.text === text).toBe(true);
  });

  it('changes nothing for who watches', async () => {
    const object = openObject();
    await object.remote(1).append([started], { until: Date.now() + 60_000 });
    await watchJournal(coordinators, object.executionId);
    expect(await alarmOf(object.stub())).not.toBeNull();
    expect(await object.remote(1).append([triggered], null)).toEqual({ status: 'ok' });
  });

  it('has nothing to show of an execution that it does not know, and keeps nothing of being asked', async () => {
    const object = openObject();
    expect(await watchJournal(coordinators, object.executionId)).toEqual({ status: 'ok', entries: [], batches: 0 });
    const tables = await runInDurableObject(object.stub(), (_object, { storage }) =>
      storage.sql.exec('SELECT name FROM sqlite_master').toArray(),
    );
    expect(tables).toEqual([]);
  });

  it('keeps what the row holds as it is, though the execution be cancelled, and before what is new', async () => {
    const object = openObject();
    const journal = createObjectJournal({ coordinators, executionId: object.executionId, epoch: 1 });
    await object.stub().cancel(object.executionId, Date.now());
    expect(await journal.append([started, intent], [triggered, intent], null)).toEqual({ status: 'cancelled' });
    expect((await object.takeOver(2)).entries).toEqual([started, intent, triggered]);
  });
});

describe('the alarm of an execution', () => {
  it('sends the execution to the queue when its wait is over', async () => {
    const object = openObject();
    await object.remote(1).append([started], { until: Date.now() + 3_600_000 });
    const sent = await runInDurableObject(object.stub(), async (instance) => {
      const send = vi.spyOn(env.EXECUTIONS, 'send');
      await instance.alarm();
      return send.mock.calls;
    });
    expect(sent).toEqual([[{ execution_id: object.executionId }]]);
  });

  it('never throws: what the queue does not take is sent again half a minute later', async () => {
    const object = openObject();
    await object.remote(1).append([started], { until: Date.now() + 3_600_000 });
    const due = await runInDurableObject(object.stub(), async (instance, state) => {
      vi.spyOn(env.EXECUTIONS, 'send').mockRejectedValue(new Error('the queue is away'));
      await instance.alarm();
      return state.storage.getAlarm();
    });
    expect(due).toBeGreaterThan(Date.now() + 20_000);
    expect(due).toBeLessThan(Date.now() + 40_000);
  });

  it('sends nothing once the execution has been taken over', async () => {
    const object = openObject();
    await object.remote(1).append([started], { until: Date.now() + 3_600_000 });
    await object.takeOver(2);
    const send = vi.spyOn(env.EXECUTIONS, 'send');
    expect(await runDurableObjectAlarm(object.stub())).toBe(true);
    expect(send).not.toHaveBeenCalled();
  });

  it('is not set for a wait that only a call ends', async () => {
    const object = openObject();
    await object.remote(1).append([started], { until: null });
    expect(await alarmOf(object.stub())).toBeNull();
  });

  it('is not set for a cancelled execution', async () => {
    const object = openObject();
    await object.stub().cancel(object.executionId, Date.now());
    await object.remote(1).append([started], { until: Date.now() + 60_000 });
    expect(await alarmOf(object.stub())).toBeNull();
  });

  it('survives an eviction', async () => {
    const object = openObject();
    const until = Date.now() + 365 * 24 * 3_600_000;
    await object.remote(1).append([started], { until });
    await evictDurableObject(object.stub());
    expect(await alarmOf(object.stub())).toBe(until);
  });
});

describe('an object that has done its part', () => {
  it('is empty once it is purged, its alarm gone', async () => {
    const object = openObject();
    await object.remote(3).append([started, triggered], { until: Date.now() + 60_000 });
    await object.stub().purge();
    expect((await watchJournal(coordinators, object.executionId)).entries).toEqual([]);
    expect(await alarmOf(object.stub())).toBeNull();
  });

  it('may be purged twice', async () => {
    const object = openObject();
    await object.remote(1).append([started], null);
    await object.stub().purge();
    await callCoordinator(coordinators, object.executionId, (stub) => stub.purge());
    expect((await watchJournal(coordinators, object.executionId)).entries).toEqual([]);
  });

  it('keeps its journal when it is closed, and answers who calls at that very moment', async () => {
    const object = openObject();
    await object.remote(1).append([started, triggered], null);
    const calls = Array.from({ length: 5 }, () => watchJournal(coordinators, object.executionId));
    await object.stub().close();
    const seen = await Promise.all([...calls, watchJournal(coordinators, object.executionId)]);
    expect(seen.map(({ entries }) => entries.length)).toEqual(Array(6).fill(2));
  });
});
