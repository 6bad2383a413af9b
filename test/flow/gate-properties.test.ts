import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowSettings } from '../../src/engine/workflow.ts';
import { admit, askGate } from '../../src/flow/admit.ts';
import { createGate, type Gate, isIdle, leave, nextMoment } from '../../src/flow/gate.ts';
import { type GateConfig, gateConfig } from '../../src/flow/gate-config.ts';
import { memoryKeeper } from './memory-keeper.ts';

const count = fc.integer({ min: 1, max: 3 });
const limits = fc.record({ limit: count, per_key: count }, { requiredKeys: ['per_key'] });

const settings: fc.Arbitrary<FlowSettings> = fc.record(
  {
    concurrency: limits,
    rate: limits.map((one) => ({ ...one, window_seconds: 10 })),
    singleton: fc.constant('queue' as const),
  },
  { requiredKeys: [] },
);

/** What happens: an execution asks, the one that has run longest ends, time passes, the gate is evicted, a duplicate asks. */
const happening = fc.oneof(
  fc.record({
    type: fc.constant('ask' as const),
    key: fc.constantFrom('x', 'y', 'z'),
    priority: fc.integer({ min: 0, max: 1 }),
  }),
  fc.record({ type: fc.constant('end' as const), which: fc.nat(5) }),
  fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 4000 }) }),
  fc.record({ type: fc.constant('evict' as const) }),
  fc.record({ type: fc.constant('ask_again' as const), which: fc.nat(20) }),
);

type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

/** A gate under test, with what was seen of it from outside. */
function createWorld(config: GateConfig) {
  const keeper = memoryKeeper();
  let gate = createGate(keeper.stored(), keeper, config);
  let now = 1_000_000;
  const asks: { id: string; key: string; priority: number }[] = [];
  const begun: { id: string; key: string; at: number }[] = [];

  function look(): void {
    const known = new Set(begun.map(({ id }) => id));
    for (const { id, key } of gate.places.all()) if (!known.has(id)) begun.push({ id, key, at: now });
  }

  function ask(one: (typeof asks)[number]): void {
    askGate(gate, { ...one, askedAt: now }, now);
  }

  const STEPS: { readonly [type in Happening['type']]: (step: Happening) => void } = {
    ask(step) {
      if (step.type !== 'ask') return;
      const one = { id: `e${asks.length}`, key: step.key, priority: step.priority };
      asks.push(one);
      ask(one);
    },
    end(step) {
      const place =
        step.type === 'end' ? [...gate.places.all()].at(step.which % Math.max(1, gate.places.size())) : undefined;
      if (place !== undefined) leave(gate, place.id);
      admit(gate, now);
    },
    pass(step) {
      now += step.type === 'pass' ? step.ms : 0;
      admit(gate, now);
    },
    evict() {
      gate = createGate(keeper.stored(), keeper, config);
    },
    ask_again(step) {
      const place = step.type === 'ask_again' ? [...gate.places.all()].at(step.which) : undefined;
      const again = asks.find(({ id }) => id === place?.id);
      if (again !== undefined) ask(again);
    },
  };
  return {
    gate: () => gate,
    asks,
    begun,
    play(step: Happening) {
      STEPS[step.type](step);
      look();
    },
    /** Ends what runs and lets time pass until nobody waits. */
    finish() {
      for (let rounds = 0; !isIdle(gate) && rounds < 1000; rounds += 1) {
        for (const { id } of [...gate.places.all()]) leave(gate, id);
        now = Math.max(now, nextMoment(gate) ?? now);
        admit(gate, now);
        look();
      }
    },
  };
}

function isWithin(gate: Gate): boolean {
  const { limit, perKey } = gate.config;
  const keys = [...gate.places.all()].map(({ key }) => key);
  const most = Math.max(0, ...['x', 'y', 'z'].map((key) => keys.filter((one) => one === key).length));
  return keys.length <= (limit ?? keys.length) && most <= (perKey ?? most);
}

function mostWithin(starts: readonly { at: number }[], windowMs: number): number {
  return Math.max(0, ...starts.map(({ at }) => starts.filter((one) => one.at > at - windowMs && one.at <= at).length));
}

/** The rates that were not kept, by whose they are. */
function excessOfRates({ gate, begun }: ReturnType<typeof createWorld>): readonly string[] {
  const { limit, perKey, windowMs } = gate().config.rate ?? { limit: null, perKey: null, windowMs: 1 };
  const all = mostWithin(begun, windowMs) > (limit ?? begun.length) ? ['all'] : [];
  const keys = ['x', 'y', 'z'].filter((key) => {
    const starts = begun.filter((one) => one.key === key);
    return mostWithin(starts, windowMs) > (perKey ?? starts.length);
  });
  return [...all, ...keys];
}

describe('a gate, whatever happens', () => {
  const plays = fc.tuple(settings, fc.array(happening, { maxLength: 80 }));

  it('never lets in more than its limits say', () => {
    fc.assert(
      fc.property(plays, ([flow, steps]) => {
        const world = createWorld(gateConfig(flow, 1));
        for (const step of steps) {
          world.play(step);
          expect(isWithin(world.gate())).toBe(true);
        }
        expect(excessOfRates(world)).toEqual([]);
      }),
    );
  });

  it('lets everybody in at last, each once, and those of one key and priority in the order in which they came', () => {
    fc.assert(
      fc.property(plays, ([flow, steps]) => {
        const world = createWorld(gateConfig(flow, 1));
        for (const step of steps) world.play(step);
        world.finish();
        const begun = world.begun.map(({ id }) => id);
        expect(begun.toSorted()).toEqual(world.asks.map(({ id }) => id).toSorted());
        for (const { key, priority } of world.asks) {
          const alike = world.asks.filter((one) => one.key === key && one.priority === priority).map(({ id }) => id);
          expect(begun.filter((id) => alike.includes(id))).toEqual(alike);
        }
      }),
    );
  });

  it('starves no key: while one waits, no other of its priority goes in twice as often as there are keys', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 2, maxLength: 60 }), (keys) => {
        const world = createWorld(gateConfig({ concurrency: { limit: 1 } }, 1));
        for (const key of keys) world.play({ type: 'ask', key, priority: 0 });
        for (const _ of keys) world.play({ type: 'end', which: 0 });
        const order = world.begun.map(({ key }) => key);
        for (const [index, key] of order.entries()) {
          const waits = order.slice(index).findIndex((one, later) => later > 0 && one === key);
          expect(waits).toBeLessThanOrEqual(3);
        }
      }),
    );
  });

  it('knows after an eviction what it knew before', () => {
    fc.assert(
      fc.property(plays, ([flow, steps]) => {
        const [kept, evicted] = [createWorld(gateConfig(flow, 1)), createWorld(gateConfig(flow, 1))];
        for (const step of steps.filter(({ type }) => type !== 'evict')) {
          kept.play(step);
          evicted.play(step);
          evicted.play({ type: 'evict' });
        }
        const ids = (world: typeof kept) => [...world.gate().places.all()].map(({ id }) => id);
        expect(ids(evicted).length).toBe(ids(kept).length);
        expect(evicted.gate().line.asks.size).toBe(kept.gate().line.asks.size);
      }),
    );
  });
});
