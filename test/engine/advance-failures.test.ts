import { describe, expect, it } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import type { NodeSettings, RetryPolicy } from '../../src/engine/workflow.ts';
import { planOf } from './support/draw.ts';
import { FAILURE, PASSING, type Play, play, words } from './support/play.ts';

const TWICE: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 100, max_delay_ms: 1000, jitter: 0.5 };

/** An execution of a graph whose node `a` has these settings, in which `a` is running. */
function atNodeA(lines: string, settings: NodeSettings): Play {
  const execution = play(planOf(lines, { nodes: { a: { settings } } }));
  execution.start();
  execution.complete('trigger');
  return execution;
}

describe(advance, () => {
  // trigger ──┬→ a → z
  //           └→ b
  it('fails the execution when a node fails for good, and cancels what still runs', () => {
    const execution = atNodeA('trigger -> a -> z\ntrigger -> b', {});

    expect(execution.fail('a', FAILURE, { at: 5 })).toEqual([
      { type: 'finish', outcome: { status: 'failed', failure: FAILURE, node: execution.index('a') } },
    ]);
    expect(execution.story()).toEqual(['trigger completed', 'a failed', 'b cancelled']);
    expect(execution.run('b')).toMatchObject({ completedAt: 5 });
  });

  // trigger → a → z
  it('sends the items on if the node continues on errors', () => {
    const execution = atNodeA('trigger -> a -> z', { on_error: 'continue' });

    expect(words(execution.plan, execution.fail('a', FAILURE, { counts: { main: 2 } }))).toEqual(['run z']);
    expect(execution.run('z')?.inputs).toEqual([{ connection: 1, sourceRun: 0, count: 2 }]);
    expect(execution.run('a')).toMatchObject({ status: 'failed', failure: FAILURE, counts: { main: 2 } });
    execution.complete('z');
    expect(execution.state().outcome).toEqual({ status: 'completed' });
  });

  //               ┌─main──→ y
  // trigger ──→ a ┤
  //               └─error─→ z
  it('sends the items out of the error handle if the node has one', () => {
    const execution = atNodeA('trigger -> a -> y\na -error-> z', { on_error: 'error_output' });

    expect(words(execution.plan, execution.fail('a', FAILURE, { counts: { error: 1 } }))).toEqual(['run z']);
    expect(execution.story()).toEqual(['trigger completed', 'a failed', 'y skipped', 'z running']);
  });

  // trigger → a
  it('retries a retryable failure after a delay, and then forgets it', () => {
    const execution = atNodeA('trigger -> a', { retry: TWICE });

    expect(words(execution.plan, execution.fail('a', PASSING, { at: 10, draw: 0.5 }))).toEqual(['wait until 85']);
    expect(execution.run('a')).toMatchObject({ status: 'retrying', failure: PASSING, due: 85, completedAt: null });
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 85))).toEqual(['run a (attempt 2)']);
    expect(execution.run('a')).toMatchObject({ status: 'running', failure: null, due: null });
    expect(words(execution.plan, execution.complete('a'))).toEqual(['finish completed']);
    expect(execution.run('a')).toMatchObject({ status: 'completed', attempt: 2, startedAt: 0 });
  });

  // trigger → a
  it('fails for good after the last attempt', () => {
    const execution = atNodeA('trigger -> a', { retry: TWICE });

    for (const at of [100, 200]) {
      execution.fail('a', PASSING, { at: at - 100 });
      execution.send({ type: 'timer_due' }, at);
    }
    expect(words(execution.plan, execution.fail('a', PASSING))).toEqual(['finish failed']);
    expect(execution.run('a')).toMatchObject({ status: 'failed', attempt: 3, failure: PASSING });
  });

  // trigger → a
  it('does not retry other failures', () => {
    const execution = atNodeA('trigger -> a', { retry: TWICE });

    expect(words(execution.plan, execution.fail('a', FAILURE))).toEqual(['finish failed']);
  });

  // trigger → pay → z
  it.each([
    { onError: 'stop', story: ['pay unknown'], counts: {} },
    { onError: 'continue', story: ['pay unknown', 'z running'], counts: { main: 1 } },
  ] as const)('never tries again what must not happen twice and may have happened, and follows $onError', (example) => {
    const settings = { retry: TWICE, on_error: example.onError };
    const execution = play(planOf('trigger -> pay -> z', { nodes: { pay: { settings } } }));
    execution.start();
    execution.complete('trigger');

    execution.fail('pay', { ...PASSING, effect: 'unknown' }, { counts: example.counts });
    expect(execution.story().slice(1)).toEqual(example.story);
    expect(execution.run('pay')).toMatchObject({ attempt: 1, counts: example.counts });
  });

  // trigger → pay
  it('never retries an effect that must not happen twice and has happened in part', () => {
    const execution = play(planOf('trigger -> pay', { nodes: { pay: { settings: { retry: TWICE } } } }));
    execution.start();
    execution.complete('trigger');

    execution.fail('pay', { ...PASSING, effect: 'happened' });
    expect(execution.story()).toEqual(['trigger completed', 'pay failed']);
  });

  // trigger → pay, and trigger → send
  it.each([
    { what: 'an effect that must not happen twice and has not happened', node: 'pay', failure: PASSING },
    { what: 'one that may happen twice', node: 'send', failure: { ...PASSING, effect: 'unknown' } as const },
  ])('tries again $what', ({ node, failure }) => {
    const execution = play(planOf(`trigger -> ${node}`, { nodes: { [node]: { settings: { retry: TWICE } } } }));
    execution.start();
    execution.complete('trigger');

    expect(words(execution.plan, execution.fail(node, failure))).toEqual(['wait until 100']);
  });

  // trigger ──┬→ a
  //           └→ b
  it('leaves a retry to its timer while other nodes run, and waits only when none does', () => {
    const execution = atNodeA('trigger -> a\ntrigger -> b', { retry: TWICE });

    expect(execution.fail('a', PASSING)).toEqual([]);
    expect(words(execution.plan, execution.complete('b'))).toEqual(['wait until 100']);
  });

  // trigger ──┬→ a (a second from now)
  //           └→ b (now, after an hour if asked)
  it('fires only the retries that are due, the earliest first', () => {
    const slow = { ...TWICE, delay_ms: 1000 };
    const extras = { nodes: { a: { settings: { retry: slow } }, b: { settings: { retry: TWICE } } } };
    const execution = play(planOf('trigger -> a\ntrigger -> b', extras));
    execution.start();
    execution.complete('trigger');
    execution.fail('a', PASSING);
    execution.fail('b', PASSING);

    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 99))).toEqual(['wait until 100']);
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 100))).toEqual(['run b (attempt 2)']);
    execution.fail('b', PASSING, { at: 900 });
    expect(words(execution.plan, execution.send({ type: 'timer_due' }, 1000))).toEqual([
      'run a (attempt 2)',
      'run b (attempt 3)',
    ]);
  });
});
