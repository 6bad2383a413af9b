import { describe, expect, it } from 'vitest';
import { pendingCommands } from '../../src/engine/pending-commands.ts';
import { executionStatus } from '../../src/engine/state.ts';
import { planOf } from './support/draw.ts';
import { PASSING, play, words } from './support/play.ts';

describe(pendingCommands, () => {
  it('are none before the start', () => {
    const execution = play(planOf('trigger -> a'));

    expect(pendingCommands(execution.state(), 0)).toEqual([]);
  });

  //           ┌→ a
  // trigger ──┼→ b
  //           └→ c → z
  it('perform the running nodes, in the order in which they began', () => {
    const execution = play(planOf('trigger -> a\ntrigger -> b\ntrigger -> c -> z'));
    execution.start();
    execution.complete('trigger');
    execution.complete('c');
    execution.wait('b', 50);

    expect(executionStatus(execution.state())).toBe('running');
    expect(words(execution.plan, pendingCommands(execution.state(), 0))).toEqual(['run a', 'run z']);
  });

  // trigger → a
  it('wait for what is due next, or not at all if it is overdue', () => {
    const retry = { max_attempts: 2, backoff: 'fixed', delay_ms: 100, max_delay_ms: 100, jitter: 0 } as const;
    const execution = play(planOf('trigger -> a', { nodes: { a: { settings: { retry } } } }));
    execution.start();
    execution.complete('trigger');
    execution.fail('a', PASSING);

    expect(pendingCommands(execution.state(), 20)).toEqual([{ type: 'wait', until: 100 }]);
    expect(pendingCommands(execution.state(), 500)).toEqual([{ type: 'wait', until: 500 }]);
  });

  // trigger
  it('finish an execution that has ended', () => {
    const execution = play(planOf('trigger'));
    execution.start();
    execution.complete('trigger');

    expect(executionStatus(execution.state())).toBe('completed');
    expect(pendingCommands(execution.state(), 0)).toEqual([{ type: 'finish', outcome: { status: 'completed' } }]);
  });
});
