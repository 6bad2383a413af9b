import { describe, expect, it } from 'vitest';
import type { FlowSettings } from '../../src/engine/workflow.ts';
import { admit, askGate } from '../../src/flow/admit.ts';
import {
  adopt,
  configureGate,
  createGate,
  type Gate,
  leave,
  nextMoment,
  noteEnded,
  withdraw,
} from '../../src/flow/gate.ts';
import { gateConfig } from '../../src/flow/gate-config.ts';
import { memoryKeeper } from './memory-keeper.ts';

function open(settings: FlowSettings): Gate {
  const keeper = memoryKeeper();
  return createGate(keeper.stored(), keeper, gateConfig(settings, 1));
}

function ask(gate: Gate, id: string, now = 0, { key = '', priority = 0 } = {}) {
  return askGate(gate, { id, key, priority, askedAt: now }, now);
}

const running = (gate: Gate) => [...gate.places.all()].map(({ id }) => id);

function goOn(gate: Gate, id: string, now: number): readonly string[] {
  leave(gate, id);
  admit(gate, now);
  return running(gate);
}

const REFUSED = { type: 'refused', reason: 'full', retryAfterMs: null };

describe('a limit of concurrency', () => {
  it('lets in as many as it says, and the next when one leaves', () => {
    const gate = open({ concurrency: { limit: 2 } });
    expect(['a', 'b', 'c'].map((id) => ask(gate, id).type)).toEqual(['admitted', 'admitted', 'waiting']);
    expect(goOn(gate, 'a', 1)).toEqual(['b', 'c']);
    expect(gate.places.held().map(({ id }) => id)).toEqual(['c']);
  });

  it('counts each key by itself where it says so', () => {
    const gate = open({ concurrency: { per_key: 1 } });
    const types = [ask(gate, 'a', 0, { key: 'x' }), ask(gate, 'b', 0, { key: 'x' }), ask(gate, 'c', 0, { key: 'y' })];
    expect(types.map(({ type }) => type)).toEqual(['admitted', 'waiting', 'admitted']);
    expect(goOn(gate, 'a', 1)).toEqual(['c', 'b']);
  });

  it('gives keys their turns, whatever the length of their lines', () => {
    const gate = open({ concurrency: { limit: 1 } });
    for (const id of ['a1', 'a2', 'a3']) ask(gate, id, 0, { key: 'a' });
    ask(gate, 'b1', 0, { key: 'b' });
    const order = ['a1', 'a2', 'b1', 'a3'];
    expect(order.map((id) => running(gate)[0] === id && goOn(gate, id, 1).length)).toEqual([1, 1, 1, 0]);
  });

  it('lets a higher priority go first', () => {
    const gate = open({ concurrency: { limit: 1 } });
    ask(gate, 'a');
    ask(gate, 'low', 0, { priority: -5 });
    ask(gate, 'high', 0, { priority: 5 });
    expect([goOn(gate, 'a', 1), goOn(gate, 'high', 2)]).toEqual([['high'], ['low']]);
  });

  it('drops or refuses what does not fit, where it says so', () => {
    for (const [when_full, answer] of [
      ['drop', { type: 'dropped', reason: 'full' }],
      ['refuse', REFUSED],
    ] as const) {
      const gate = open({ concurrency: { limit: 1 }, when_full });
      ask(gate, 'a');
      expect(ask(gate, 'b')).toEqual(answer);
      leave(gate, 'a');
      expect(ask(gate, 'c').type).toBe('admitted');
    }
  });

  it('lets no more wait than it says', () => {
    const gate = open({ concurrency: { limit: 1 }, max_waiting: 1 });
    ask(gate, 'a');
    ask(gate, 'b');
    expect(ask(gate, 'c')).toEqual({ type: 'refused', reason: 'line_full', retryAfterMs: null });
  });

  it('takes other limits at once', () => {
    const gate = open({ concurrency: { limit: 1 } });
    for (const id of ['a', 'b', 'c']) ask(gate, id);
    configureGate(gate, gateConfig({ concurrency: { limit: 3 } }, 2));
    admit(gate, 1);
    expect(running(gate)).toEqual(['a', 'b', 'c']);
  });

  it('says the same to the same execution, and takes in what was accepted elsewhere', () => {
    const gate = open({ concurrency: { limit: 1 }, when_full: 'drop' });
    ask(gate, 'a');
    adopt(gate, { id: 'b', key: '', priority: 0, askedAt: 0 });
    expect([ask(gate, 'a').type, ask(gate, 'b').type]).toEqual(['admitted', 'waiting']);
  });
});

describe('a rate', () => {
  it('lets no more begin within its window, and tells when', () => {
    const gate = open({ rate: { limit: 2, window_seconds: 60 } });
    expect(['a', 'b', 'c'].map((id, at) => ask(gate, id, at * 1000).type)).toEqual(['admitted', 'admitted', 'waiting']);
    expect(nextMoment(gate)).toBe(61_000);
    admit(gate, 60_999);
    expect(running(gate)).toEqual(['a', 'b']);
    admit(gate, 61_000);
    expect(running(gate)).toEqual(['a', 'b', 'c']);
  });

  it('counts each key by itself where it says so, and says when to come again', () => {
    const gate = open({ rate: { per_key: 1, window_seconds: 10 }, when_full: 'refuse' });
    ask(gate, 'a', 0, { key: 'x' });
    expect(ask(gate, 'b', 5000, { key: 'x' })).toMatchObject({ type: 'refused', retryAfterMs: 5166 });
    expect(ask(gate, 'c', 5000, { key: 'y' }).type).toBe('admitted');
    expect(ask(gate, 'd', 10_166, { key: 'x' }).type).toBe('admitted');
  });

  it('does not mind a clock that goes backwards', () => {
    const gate = open({ rate: { limit: 2, window_seconds: 1 } });
    expect([ask(gate, 'a', 5000).type, ask(gate, 'b', 4000).type, ask(gate, 'c', 4500).type]).toEqual([
      'admitted',
      'admitted',
      'waiting',
    ]);
  });
});

describe('a debounce', () => {
  const LAST = { debounce: { run: 'last', seconds: 10, max_seconds: 25 } } as const;

  it('runs the last call when no other has come for so long, and ends the others', () => {
    const gate = open(LAST);
    expect([ask(gate, 'a', 0).type, ask(gate, 'b', 9000).type]).toEqual(['waiting', 'waiting']);
    expect([...gate.endings.values()]).toEqual([{ id: 'a', reason: 'replaced', by: 'b', since: 9000 }]);
    expect(ask(gate, 'a', 9000).type).toBe('dropped');
    noteEnded(gate, 'a');
    admit(gate, 10_000);
    expect(nextMoment(gate)).toBe(19_000);
    admit(gate, 19_000);
    expect([running(gate), gate.places.held().length]).toEqual([['b'], 1]);
  });

  it('waits for no longer than it may', () => {
    const gate = open(LAST);
    for (let at = 0; at < 25_000; at += 5000) ask(gate, `call-${at}`, at);
    expect(nextMoment(gate)).toBe(25_000);
    admit(gate, 25_000);
    expect(running(gate)).toEqual(['call-20000']);
  });

  it('keeps keys apart', () => {
    const gate = open(LAST);
    ask(gate, 'a', 0, { key: 'x' });
    ask(gate, 'b', 0, { key: 'y' });
    admit(gate, 10_000);
    expect([running(gate), gate.endings.size]).toEqual([['a', 'b'], 0]);
  });

  it('lets the first call in and drops the others, where it says so', () => {
    const gate = open({ debounce: { run: 'first', seconds: 10, max_seconds: 15 } });
    expect(ask(gate, 'a', 0).type).toBe('admitted');
    expect(ask(gate, 'b', 9000)).toEqual({ type: 'dropped', reason: 'debounced' });
    expect(ask(gate, 'c', 14_000).type).toBe('dropped');
    expect(ask(gate, 'd', 15_000).type).toBe('admitted');
  });

  it('begins anew when its first call was not taken after all', () => {
    const gate = open({ debounce: { run: 'first', seconds: 10 } });
    ask(gate, 'a', 0);
    withdraw(gate, { id: 'a', key: '' });
    expect(ask(gate, 'b', 1).type).toBe('admitted');
  });

  it('ends a call that may not run when its time is up', () => {
    const gate = open({ ...LAST, concurrency: { limit: 1 }, when_full: 'drop' });
    ask(gate, 'a', 0, { key: 'x' });
    ask(gate, 'b', 0, { key: 'y' });
    admit(gate, 10_000);
    expect([running(gate), [...gate.endings.keys()]]).toEqual([['a'], ['b']]);
  });
});

describe('a singleton', () => {
  it('lets one run per key, and drops, refuses or queues another', () => {
    const answers = (['drop', 'refuse', 'queue'] as const).map((singleton) => {
      const gate = open({ singleton });
      ask(gate, 'a', 0, { key: 'x' });
      return [ask(gate, 'b', 0, { key: 'x' }).type, ask(gate, 'c', 0, { key: 'y' }).type];
    });
    expect(answers).toEqual([
      ['dropped', 'admitted'],
      ['refused', 'admitted'],
      ['waiting', 'admitted'],
    ]);
  });
});
