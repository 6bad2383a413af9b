import { describe, expect, it } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import { pendingCommands } from '../../src/engine/pending-commands.ts';
import { executionStatus, nextDue } from '../../src/engine/state.ts';
import { planOf } from './support/draw.ts';
import { PASSING, type Play, play, words } from './support/play.ts';

const YEAR = 365 * 24 * 3_600_000;

/** An execution of a graph with a time limit of 10 s, in which the nodes behind the trigger are running. */
function begun(lines: string): Play {
  const retry = { max_attempts: 2, backoff: 'fixed', delay_ms: 100, max_delay_ms: 100, jitter: 0 } as const;
  const extras = { nodes: { a: { settings: { retry } } }, settings: { timeout_seconds: 10 } };
  const execution = play(planOf(lines, extras));
  execution.start();
  execution.complete('trigger');
  return execution;
}

describe(advance, () => {
  // trigger → a → z
  it('waits until the moment that a node names, and then performs it again to go on', () => {
    const execution = begun('trigger -> a -> z');

    expect(words(execution.plan, execution.wait('a', YEAR))).toEqual([`wait until ${YEAR}`]);
    expect(executionStatus(execution.state())).toBe('waiting');
    expect(execution.run('a')).toMatchObject({ status: 'waiting', due: YEAR });
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, YEAR))).toEqual(['run a (resumed)']);
    expect(words(execution.plan, pendingCommands(execution.state(), YEAR))).toEqual(['run a (resumed)']);
    expect(words(execution.plan, execution.complete('a'))).toEqual(['run z']);
  });

  // trigger → a → z
  it('goes on when the node completes before its time, and ignores its timer then', () => {
    const execution = begun('trigger -> a -> z');

    execution.wait('a', 5000);
    expect(words(execution.plan, execution.complete('a', { main: 1 }, 2000))).toEqual(['run z']);
    expect(nextDue(execution.state())).toBe(12_000);
    expect(execution.send({ type: 'timer_due' }, 5000)).toEqual([]);
  });

  // trigger → a → z
  it('performs a node again when it is resumed before its time, and ignores its timer then', () => {
    const execution = begun('trigger -> a -> z');

    execution.wait('a', 5000);
    const resumed = { type: 'node_resumed', node: execution.index('a'), run: 0, attempt: 1 } as const;
    expect(words(execution.plan, execution.send(resumed, 2000))).toEqual(['run a (resumed)']);
    expect(execution.send(resumed, 2000)).toEqual([]);
    expect(words(execution.plan, execution.complete('a', { main: 1 }, 2000))).toEqual(['run z']);
    expect(execution.send({ type: 'timer_due' }, 5000)).toEqual([]);
  });

  // trigger → a
  it('begins a new attempt from the start when a node fails after its wait', () => {
    const execution = begun('trigger -> a');

    execution.wait('a', null);
    execution.send({ type: 'node_resumed', node: execution.index('a'), run: 0, attempt: 1 }, 1000);
    expect(words(execution.plan, execution.fail('a', PASSING, { at: 1000 }))).toEqual(['wait until 1100']);
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 1100))).toEqual(['run a (attempt 2)']);
  });

  // trigger → a
  it('ignores what came for another attempt', () => {
    const execution = begun('trigger -> a');

    execution.wait('a', null);
    expect(execution.send({ type: 'node_resumed', node: execution.index('a'), run: 0, attempt: 2 })).toEqual([]);
    expect(execution.run('a')).toMatchObject({ status: 'waiting' });
  });

  // trigger → a
  it('waits only for a call if the node names no moment', () => {
    const execution = begun('trigger -> a');

    expect(words(execution.plan, execution.wait('a', null))).toEqual(['wait until null']);
    expect(nextDue(execution.state())).toBeNull();
    expect(words(execution.plan, execution.complete('a'))).toEqual(['finish completed']);
  });

  // trigger → a
  it('lets a node wait a second time', () => {
    const execution = begun('trigger -> a');

    execution.wait('a', 50);
    execution.send({ type: 'timer_due' }, 50);
    expect(words(execution.plan, execution.wait('a', 80, 60))).toEqual(['wait until 80']);
    expect(execution.run('a')).toMatchObject({ resumed: false });
  });

  // trigger → a
  it('retries a node that failed while it waited, and ignores the old timer', () => {
    const execution = begun('trigger -> a');

    execution.wait('a', 500);
    expect(words(execution.plan, execution.fail('a', PASSING))).toEqual(['wait until 100']);
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 100))).toEqual(['run a (attempt 2)']);
    expect(execution.send({ type: 'timer_due' }, 600)).toEqual([]);
  });

  // trigger ──┬→ a
  //           └→ b
  it('wakes several at once', () => {
    const execution = begun('trigger -> a\ntrigger -> b');

    execution.wait('a', 700);
    execution.wait('b', 600);
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 1000))).toEqual([
      'run b (resumed)',
      'run a (resumed)',
    ]);
  });

  // trigger ──┬→ a → z
  //           └→ b
  it('forgets the timer of a node that was resumed, though an earlier one is still to come', () => {
    const execution = begun('trigger -> a -> z\ntrigger -> b');

    execution.wait('a', 700);
    execution.wait('b', 600);
    execution.complete('a');
    expect(nextDue(execution.state())).toBe(600);
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 1000))).toEqual(['run b (resumed)']);
    expect(nextDue(execution.state())).toBe(10_000);
  });

  // trigger → a
  it('fails an execution that takes longer than its limit', () => {
    const execution = begun('trigger -> a');

    expect(nextDue(execution.state())).toBe(10_000);
    expect(execution.send({ type: 'timer_due' }, 9999)).toEqual([]);
    expect(execution.send({ type: 'timer_due' }, 10_000)).toMatchObject([
      { type: 'finish', outcome: { status: 'failed', node: null, failure: { code: 'execution.timed_out' } } },
    ]);
    expect(execution.run('a')).toMatchObject({ status: 'cancelled', completedAt: 10_000 });
    expect(nextDue(execution.state())).toBeNull();
  });

  // trigger → a → z
  it('does not count the time in which it only waits', () => {
    const execution = begun('trigger -> a -> z');

    execution.wait('a', YEAR, 4000);
    expect(nextDue(execution.state())).toBe(YEAR);
    execution.send({ type: 'timer_due' }, YEAR);
    expect(nextDue(execution.state())).toBe(YEAR + 6000);
  });

  // trigger → a
  it('does not wait once the limit has passed', () => {
    const execution = begun('trigger -> a');

    expect(words(execution.plan, execution.wait('a', YEAR, 11_000))).toEqual(['wait until 11000']);
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 11_000))).toEqual(['finish failed']);
  });

  // trigger ──┬→ a (waits)
  //           └→ b (retries)
  it('counts the time in which it waits for a retry', () => {
    const execution = begun('trigger -> b\ntrigger -> a');

    execution.wait('b', YEAR);
    execution.fail('a', { ...PASSING, retryAfterMs: 20_000 });
    expect(nextDue(execution.state())).toBe(10_000);
  });

  it('has nothing due by a timer before it began', () => {
    const execution = play(planOf('trigger -> a'));

    expect(execution.send({ type: 'timer_due' }, YEAR)).toEqual([]);
    expect(executionStatus(execution.state())).toBe('queued');
  });
});
