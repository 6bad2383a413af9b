import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LiveBatch, LiveReply } from '../../../durable-objects/live-hub-calls.ts';
import type { LiveNews } from '../../../src/executions/live/live-news.ts';
import { createCallBudget } from '../../../src/runner/live/call-budget.ts';
import { createLiveOutbox } from '../../../src/runner/live/live-outbox.ts';

const execution = { executionId: 'one', workspaceId: 'two', epoch: 1 };
const ALL: readonly LiveNews[] = [news('all')];

function news(key: string, data = '{}'): LiveNews {
  return { key, type: 'node.started', data };
}

/** An outbox whose object answers as told, and what the object was told. */
function opened(answer: (batch: LiveBatch) => Promise<LiveReply>, budget = createCallBudget()) {
  const batches: LiveBatch[] = [];
  const works: Promise<unknown>[] = [];
  const onUnwanted = vi.fn();
  const hub = {
    tell: (batch: LiveBatch) => {
      batches.push(batch);
      return answer(batch);
    },
  };
  const hold = (work: Promise<unknown>): void => void works.push(work);
  const outbox = createLiveOutbox({
    hubs: { getByName: () => hub },
    execution,
    hold,
    budget,
    all: () => ALL,
    onUnwanted,
  });
  const told = () => batches.map(({ news: all }) => all.map(({ key }) => key).join(' '));
  return { outbox, batches, told, onUnwanted, settled: () => Promise.all(works) };
}

const wanted = async (): Promise<LiveReply> => ({ wanted: true });

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what a runner tells those who watch', () => {
  it('goes into one call, if it happens in one go', async () => {
    const { outbox, told, settled } = opened(wanted);
    outbox.tell([news('a')]);
    outbox.tell([news('b')]);
    await settled();
    expect(told()).toEqual(['a b']);
  });

  it('begins with all that there is', async () => {
    const { outbox, batches, told, settled } = opened(wanted);
    outbox.begin();
    outbox.tell([news('a')]);
    await settled();
    expect([told(), batches[0]?.begin, batches[0]?.whole?.last]).toEqual([['all'], true, true]);
    outbox.tell([news('b')]);
    await settled();
    expect([told(), batches[1]?.begin]).toEqual([['all', 'b'], false]);
  });

  it('waits in little room while a call is under way: beyond that all is told anew', async () => {
    const gate = Promise.withResolvers<void>();
    const { outbox, told, settled } = opened(async () => {
      await gate.promise;
      return { wanted: true };
    });
    outbox.tell([news('first')]);
    await vi.waitFor(() => expect(told()).toEqual(['first']));
    for (let count = 0; count < 30; count += 1) outbox.tell([news(`n${count}`, 'x'.repeat(100_000))]);
    gate.resolve();
    await settled();
    expect(told()).toEqual(['first', 'all']);
  });

  it('ends when nobody wants to hear it', async () => {
    const { outbox, onUnwanted, settled } = opened(async () => ({ wanted: false }));
    outbox.tell([news('a')]);
    await settled();
    expect(onUnwanted).toHaveBeenCalledTimes(1);
  });

  it('ends when the invocation has spent on it what it may', async () => {
    const budget = createCallBudget();
    const spent = Array.from({ length: 5000 }, () => budget.spend());
    expect([spent[0], spent[1999], spent[2000], spent[4999]]).toEqual([0, 0, 2000, 2000]);
    const { outbox, told, onUnwanted, settled } = opened(wanted, budget);
    outbox.tell([news('a')]);
    await settled();
    expect([told(), onUnwanted.mock.calls.length]).toEqual([[], 1]);
  });

  it('is told anew when a call failed, which is logged once, and hurts nobody', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    let calls = 0;
    const { outbox, told, settled } = opened(async () => {
      calls += 1;
      if (calls < 3) throw new Error('The object is away.');
      return { wanted: true };
    });
    outbox.tell([news('a')]);
    await settled();
    expect([told(), warn.mock.calls.length]).toEqual([['a', 'all', 'all'], 1]);
  });

  it('gives up for the moment when the object stays away, and tries again with the next news', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    let away = true;
    const { outbox, told, settled } = opened(async () => {
      if (away) throw new Error('The object is away.');
      return { wanted: true };
    });
    outbox.tell([news('a')]);
    await settled();
    expect(told()).toHaveLength(3);
    away = false;
    outbox.tell([news('b')]);
    await settled();
    expect(told().at(-1)).toBe('all');
  });
});
