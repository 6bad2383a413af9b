import { describe, expect, it } from 'vitest';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { http, jsonAnswer, node, type Play, play, playToEnd, record } from './support/play.ts';

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const retry: RetryPolicy = { max_attempts: 2, backoff: 'fixed', delay_ms: HOUR, max_delay_ms: HOUR, jitter: 0 };

/** start → ask → end, where ask is retried after an hour */
const PATIENT = {
  nodes: [node('start', 'trigger.manual'), http('ask', 'GET', { settings: { retry } }), node('end', 'logic.noop')],
  connections: chain('start → ask → end'),
  settings: { timeout_seconds: 3 * 3600 },
};

/** start → one → two, both effects */
const EFFECTS = {
  nodes: [node('start', 'trigger.manual'), http('one', 'POST'), http('two', 'POST')],
  connections: chain('start → one → two'),
};

describe('a retry that is due much later', () => {
  it('suspends the execution until then', async () => {
    const object = createFakeObject();
    const result = await play(PATIENT, { remote: object.remote(1), now: () => NOW, respond: () => ({ status: 503 }) });
    expect([result, object.wait()]).toEqual([{ type: 'suspended', until: NOW + HOUR }, { until: NOW + HOUR }]);
  });

  it('is performed by the next runner', async () => {
    const object = createFakeObject();
    await play(PATIENT, { remote: object.remote(1), now: () => NOW, respond: () => ({ status: 503 }) });
    const woken: Play = { remote: object.remote(2), replay: object.takeOver(2), epoch: 2, now: () => NOW + HOUR };
    const ended = await playToEnd(PATIENT, { ...woken, respond: () => jsonAnswer({ ok: true }) });
    expect([ended.ending.outputData, record(ended, 'ask').retryCount]).toEqual([[{ ok: true }], 1]);
  });

  it('is awaited again by a runner that comes too early', async () => {
    const object = createFakeObject();
    await play(PATIENT, { remote: object.remote(1), now: () => NOW, respond: () => ({ status: 503 }) });
    const woken: Play = { remote: object.remote(2), replay: object.takeOver(2), epoch: 2, now: () => NOW + HOUR / 2 };
    const result = await play(PATIENT, { ...woken, respond: () => jsonAnswer({ ok: true }) });
    expect(result).toEqual({ type: 'suspended', until: NOW + HOUR });
  });

  it('no longer counts once the execution is cancelled', async () => {
    const object = createFakeObject();
    object.cancel();
    const ended = await playToEnd(PATIENT, {
      remote: object.remote(1),
      now: () => NOW,
      respond: () => ({ status: 503 }),
    });
    expect([ended.ending.status, record(ended, 'ask').status]).toEqual(['cancelled', 'cancelled']);
  });
});

describe('a runner whose time is up', () => {
  it('finishes the running nodes, and gives the execution back', async () => {
    const object = createFakeObject();
    const stop = new AbortController();
    const asked: string[] = [];
    const respond: Play['respond'] = ({ url }) => {
      asked.push(url);
      stop.abort('time_up');
      return {};
    };
    expect(await play(EFFECTS, { remote: object.remote(1), stop: stop.signal, respond })).toEqual({ type: 'released' });
    const replay = object.takeOver(2);
    const { ending } = await playToEnd(EFFECTS, { remote: object.remote(2), replay, epoch: 2, respond });
    expect([ending.status, asked]).toEqual(['completed', ['https://one.test', 'https://two.test']]);
  });
});

describe('an execution whose end is in the journal', () => {
  it('is only written to history by the next runner', async () => {
    const object = createFakeObject();
    const { ending } = await playToEnd(EFFECTS, { remote: object.remote(1) });
    const facts = object.takeOver(2);
    const last = { at: Date.now(), event: { type: 'node_completed', node: 2, run: 0, counts: { main: 1 } } } as const;
    const replay = [...facts, { ...last, data: { outputs: { main: [{ json: {} }] } } }];
    const asked: string[] = [];
    const respond: Play['respond'] = ({ url }) => {
      asked.push(url);
      return {};
    };
    const again = await playToEnd(EFFECTS, { remote: object.remote(2), replay, epoch: 2, respond });
    expect([again.ending.status, again.nodes.length, asked]).toEqual([ending.status, 3, []]);
  });
});
