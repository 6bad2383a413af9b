import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { createFakeWaits } from './support/fake-waits.ts';
import { type Drawn, EXECUTION, http, node, play, playToEnd, record, statuses, TEST_LINKS } from './support/play.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const CALL = { method: 'POST', headers: {}, query: {}, body: { yes: true } };

/** start → wait → end */
function waiting(config: JsonObject = {}): Drawn {
  const wait = node('wait', 'logic.wait', { config: { resume: 'webhook', ...config } });
  return {
    nodes: [node('start', 'trigger.manual'), wait, node('end', 'logic.noop')],
    connections: chain('start → wait → end'),
  };
}

/** An execution with several runners in turn. */
function world(graph: Drawn) {
  const object = createFakeObject();
  const waits = createFakeWaits();
  let epoch = 0;
  const next = (now: number) => {
    epoch += 1;
    const replay = epoch === 1 ? [] : object.takeOver(epoch);
    return { remote: object.remote(epoch), replay, epoch, waits, now: () => now };
  };
  return {
    waits,
    run: (now = NOW) => play(graph, next(now)),
    runToEnd: (now = NOW) => playToEnd(graph, next(now)),
  };
}

describe('an execution that waits for a call', () => {
  it('is suspended until it is called, and goes on with the call', async () => {
    const { run, runToEnd, waits } = world(waiting());
    expect(await run()).toEqual({ type: 'suspended', until: null });
    expect(waits.call('wait', CALL)).toBe(true);
    expect((await runToEnd(NOW + 400 * DAY)).ending.outputData).toEqual([{ ...CALL, resumed_by: 'call' }]);
  });

  it('goes on waiting when a runner takes it without need', async () => {
    const { run, waits } = world(waiting());
    await run();
    expect(await run(NOW + DAY)).toEqual({ type: 'suspended', until: null });
    expect(waits.opened()).toHaveLength(1);
  });

  it('goes on by itself at its limit, and takes no call after it', async () => {
    const { run, runToEnd, waits } = world(waiting({ limit: { type: 'after', amount: 365, unit: 'days' } }));
    expect(await run()).toEqual({ type: 'suspended', until: NOW + 365 * DAY });
    expect((await runToEnd(NOW + 365 * DAY)).ending.outputData).toEqual([{ resumed_by: 'limit' }]);
    expect(waits.call('wait', CALL)).toBe(false);
  });

  it('takes a call that came just before the limit', async () => {
    const { run, runToEnd, waits } = world(
      waiting({ limit: { type: 'after', amount: 1, unit: 'days' }, on_limit: 'fail' }),
    );
    await run();
    waits.call('wait', CALL);
    expect((await runToEnd(NOW + 2 * DAY)).ending.status).toBe('completed');
  });

  it('fails at its limit if the node says so', async () => {
    const { run, runToEnd } = world(waiting({ limit: { type: 'after', amount: 1, unit: 'days' }, on_limit: 'fail' }));
    await run();
    expect((await runToEnd(NOW + DAY)).ending).toMatchObject({ status: 'failed', errorCode: 'wait.limit_reached' });
  });

  it('does not lose a call that came before its runner was lost', async () => {
    const graph = waiting();
    const waits = createFakeWaits();
    const lost = createFakeObject((entries) => {
      if (entries.some(({ event }) => event.type === 'node_waiting')) throw new Error('lost');
    });
    await expect(play(graph, { remote: lost.remote(1), waits, now: () => NOW })).rejects.toThrow('lost');
    waits.call('wait', CALL);
    const next = { remote: createFakeObject().remote(2), replay: lost.takeOver(2), epoch: 2, waits, now: () => NOW };
    expect((await playToEnd(graph, next)).ending.outputData).toEqual([{ ...CALL, resumed_by: 'call' }]);
  });

  it('keeps its first limit when its runner was lost', async () => {
    const graph = waiting({ limit: { type: 'after', amount: 1, unit: 'days' } });
    const waits = createFakeWaits();
    const lost = createFakeObject((entries) => {
      if (entries.some(({ event }) => event.type === 'node_waiting')) throw new Error('lost');
    });
    await expect(play(graph, { remote: lost.remote(1), waits, now: () => NOW })).rejects.toThrow('lost');
    const later = NOW + DAY / 2;
    const next = { remote: createFakeObject().remote(2), replay: lost.takeOver(2), epoch: 2, waits, now: () => later };
    expect(await play(graph, next)).toEqual({ type: 'suspended', until: NOW + DAY });
  });
});

describe('two waits of one execution', () => {
  /** start → one → both, start → two → both */
  const graph: Drawn = {
    nodes: [
      node('start', 'trigger.manual'),
      node('one', 'logic.wait', { config: { resume: 'webhook' } }),
      node('two', 'logic.approval'),
      node('both', 'logic.noop'),
    ],
    connections: [
      { source: 'start', target: 'one' },
      { source: 'start', target: 'two' },
      { source: 'one', target: 'both' },
      { source: 'two', target: 'both', sourceHandle: 'approved' },
    ],
  };

  it('are resumed one by one, in any order', async () => {
    const { run, runToEnd, waits } = world(graph);
    await run();
    waits.call('two', { approved: true, comment: null, decided_at: '2026-11-22T00:00:00.000Z' });
    expect(await run(NOW + DAY)).toEqual({ type: 'suspended', until: null });
    waits.call('one', CALL);
    const ended = await runToEnd(NOW + 2 * DAY);
    expect(statuses(ended)).toEqual({ start: 'completed', one: 'completed', two: 'completed', both: 'completed' });
    expect(record(ended, 'both').outputData).toMatchObject({
      main: [{ json: { resumed_by: 'call' } }, { json: { approval: { approved: true, by: 'person' } } }],
    });
  });
});

describe('the links of an execution', () => {
  it('can be read before its waits are reached', async () => {
    const urls: string[] = [];
    /** start → mail → Wait for it → ask */
    const graph: Drawn = {
      nodes: [
        node('start', 'trigger.manual'),
        http('mail', 'POST', {
          config: {
            body_type: 'json',
            body: {
              any: '{{ $execution.resumeUrl }}',
              wait: "{{ $('Wait for it').resumeUrl }}",
              ask: "{{ $('ask').approvalUrl }}",
              none: "{{ [$('ask').resumeUrl, $('mail').resumeUrl, $('wait').approvalUrl].filter(Boolean).length }}",
            },
          },
        }),
        node('wait', 'logic.wait', { name: 'Wait for it', config: { resume: 'webhook' } }),
        node('ask', 'logic.approval'),
      ],
      connections: chain('start → mail → wait → ask'),
    };
    await play(graph, {
      remote: createFakeObject().remote(1),
      respond: ({ body }) => {
        urls.push(String(body));
        return {};
      },
    });
    const executionId = EXECUTION;
    expect(urls.map((text) => JSON.parse(text))).toEqual([
      {
        any: TEST_LINKS.url({ purpose: 'resume', executionId, nodeId: null }),
        wait: TEST_LINKS.url({ purpose: 'resume', executionId, nodeId: 'wait' }),
        ask: TEST_LINKS.url({ purpose: 'approval', executionId, nodeId: 'ask' }),
        none: 0,
      },
    ]);
  });
});
