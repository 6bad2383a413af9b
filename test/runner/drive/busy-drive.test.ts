import { describe, expect, it, vi } from 'vitest';
import { createWakeUp } from '../../../src/runner/drive/wake-up.ts';
import { PATIENCE } from '../../support/executions.ts';
import { createFakeObject } from '../support/fake-remote.ts';
import { createFakeWaits } from '../support/fake-waits.ts';
import { type Drawn, http, node, playToEnd, statuses } from '../support/play.ts';

/** start → long; start → wait → after */
const GRAPH: Drawn = {
  nodes: [
    node('start', 'trigger.manual'),
    http('long', 'GET'),
    node('wait', 'logic.wait', { config: { resume: 'webhook' } }),
    http('after', 'POST'),
  ],
  connections: [
    { source: 'start', target: 'long' },
    { source: 'start', target: 'wait' },
    { source: 'wait', target: 'after' },
  ],
};

/** A run of the graph whose long request ends when it is told to. */
function begin(waits = createFakeWaits()) {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const wakeUp = createWakeUp();
  const asked: string[] = [];
  const run = playToEnd(GRAPH, {
    remote: createFakeObject().remote(1),
    waits,
    wakeUp,
    async respond({ url }) {
      asked.push(url);
      if (url.startsWith('https://long')) await ended;
      return {};
    },
  });
  const until = (url: string) => vi.waitFor(() => expect(asked).toContain(url), PATIENCE);
  return { run, waits, wakeUp, end, until, asked };
}

describe('a drive that is woken while nodes run', () => {
  it('lets the node go on for which something came', async () => {
    const { run, waits, wakeUp, end, until } = begin();
    await vi.waitFor(() => expect(waits.call('wait', { n: 1 })).toBe(true), PATIENCE);
    wakeUp.ring();
    await until('https://after.test');
    end();
    expect(statuses(await run)).toEqual({
      start: 'completed',
      long: 'completed',
      wait: 'completed',
      after: 'completed',
    });
  });

  it('lets a node go on that says only afterwards that it waits', async () => {
    const fake = createFakeWaits();
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
    const waits: typeof fake = {
      ...fake,
      // What comes between the opening of the wait and the fact of it.
      async open(...wait) {
        const opened = await fake.open(...wait);
        fake.call('wait', { n: 1 });
        wakeUp.ring();
        await heard;
        return opened;
      },
      async resumed(id) {
        const came = await fake.resumed(id);
        if (came.length > 0) hear();
        return came;
      },
    };
    const { run, wakeUp, end, until } = begin(waits);
    await until('https://after.test');
    end();
    expect((await run).ending.status).toBe('completed');
  });

  it('goes on when it cannot be read what came, and takes it at the next ring', async () => {
    const fake = createFakeWaits();
    let away = true;
    const waits: typeof fake = {
      ...fake,
      async resumed(id) {
        if (!away) return fake.resumed(id);
        away = false;
        throw new Error('the database is away');
      },
    };
    const { run, wakeUp, end, until } = begin(waits);
    await vi.waitFor(() => expect(fake.call('wait', { n: 1 })).toBe(true), PATIENCE);
    wakeUp.ring();
    await vi.waitFor(() => expect(away).toBe(false), PATIENCE);
    wakeUp.ring();
    await until('https://after.test');
    end();
    expect((await run).ending.status).toBe('completed');
  });
});
