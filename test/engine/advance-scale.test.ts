import { describe, expect, it } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import { countCopies } from './support/count-copies.ts';
import { planOf } from './support/draw.ts';
import { perform } from './support/perform.ts';
import { FAILURE, PASSING, type Play, play } from './support/play.ts';

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, place) => `n${place}`);

/** trigger → n0 → n1 → … */
function chain(length: number): Play {
  return play(planOf(`trigger -> ${names(length).join(' -> ')}`));
}

/** trigger ──┬→ n0 ─┬→ z, with more nodes beside n0 */
function fan(width: number): Play {
  const lines = names(width).map((name) => `trigger -> ${name} -> z`);
  return play(planOf(lines.join('\n')));
}

describe(advance, () => {
  it.each([
    { shape: 'chain', make: chain },
    { shape: 'fan', make: fan },
  ])('copies a number of pieces per node that a ten times larger $shape does not raise', ({ make }) => {
    const perNode = (size: number): number => countCopies(() => perform(make(size))) / size;
    const [large, huge] = [perNode(1000), perNode(10_000)];

    // The tree is 2 deep at 1,000 values and 3 deep at 10,000.
    expect(huge / large).toBeLessThan(2);
    expect(huge).toBeLessThan(40);
  });

  it('finishes a chain of 10,000 nodes in as many steps', () => {
    const execution = chain(10_000);

    expect(perform(execution)).toBe('completed');
    expect(execution.events()).toHaveLength(10_002);
    expect(execution.run('n9999')).toMatchObject({ status: 'completed' });
  });

  it('skips a chain of 10,000 nodes in one step', () => {
    const execution = chain(10_000);
    execution.start();

    expect(execution.complete('trigger', {})).toEqual([{ type: 'finish', outcome: { status: 'completed' } }]);
    expect(execution.run('n9999')).toMatchObject({ status: 'skipped' });
  });

  it('joins 10,000 branches in any order', () => {
    const execution = fan(10_000);

    expect(perform(execution, undefined, (count) => count - 1)).toBe('completed');
    expect(execution.run('z')?.inputs).toHaveLength(10_000);
  });

  it('fires 10,000 retries in the order of their moments', () => {
    const retry = { max_attempts: 2, backoff: 'fixed', delay_ms: 1000, max_delay_ms: 1000, jitter: 1 } as const;
    const all = names(10_000);
    const nodes = Object.fromEntries(all.map((name) => [name, { settings: { retry } }]));
    const execution = play(planOf(all.map((name) => `trigger -> ${name}`).join('\n'), { nodes }));
    execution.start();
    execution.complete('trigger');

    for (const [place, name] of all.entries()) {
      const event = { type: 'node_failed', node: execution.index(name), run: 0, attempt: 1, counts: {} } as const;
      execution.send({ ...event, failure: PASSING, draw: ((place * 7919) % 1000) / 1000 });
    }
    expect(execution.send({ type: 'timer_due' }, 500)).toHaveLength(5000);
    expect(execution.send({ type: 'cancel_requested' }, 500)).toHaveLength(1);
    expect(execution.fail('n0', FAILURE)).toEqual([]);
  });
});
