import { describe, expect, it } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import type { ExecutionEvent } from '../../src/engine/event.ts';
import type { OnError } from '../../src/engine/workflow.ts';
import { planOf } from './support/draw.ts';
import { FAILURE, type Play, play, words } from './support/play.ts';

/** Whether the event returns the same state object. */
function isIgnored(execution: Play, event: ExecutionEvent): boolean {
  const before = execution.state();
  const commands = execution.send(event, 99);
  return execution.state() === before && commands.length === 0;
}

/** An execution of trigger → pay → z, interrupted after the payment has begun. */
function interruptedPayment(onError: OnError): Play {
  const lines = onError === 'error_output' ? 'trigger -> pay -error-> z' : 'trigger -> pay -> z';
  const execution = play(planOf(lines, { nodes: { pay: { settings: { on_error: onError } } } }));
  execution.start();
  execution.complete('trigger', { main: 3 });
  execution.send({ type: 'node_started', node: execution.index('pay'), run: 0, attempt: 1 });
  return execution;
}

describe(advance, () => {
  //           ┌→ a
  // trigger ──┼→ send
  //           └→ b
  it('performs running nodes again when a new runner takes over', () => {
    const execution = play(planOf('trigger -> a\ntrigger -> send\ntrigger -> b'));
    execution.start();
    execution.complete('trigger');
    execution.complete('b');
    execution.send({ type: 'node_started', node: execution.index('send'), run: 0, attempt: 1 });

    expect(words(execution.plan, execution.send({ type: 'runner_changed', epoch: 1 }))).toEqual(['run a', 'run send']);
  });

  // trigger → pay
  it('performs an at-most-once node again if its effect had not begun', () => {
    const execution = play(planOf('trigger -> pay'));
    execution.start();
    execution.complete('trigger');

    expect(words(execution.plan, execution.send({ type: 'runner_changed', epoch: 1 }))).toEqual(['run pay']);
  });

  // trigger → pay → z
  it.each([
    { onError: 'stop', story: ['pay unknown'], counts: {} },
    { onError: 'continue', story: ['pay unknown', 'z running'], counts: { main: 3 } },
    { onError: 'error_output', story: ['pay unknown', 'z running'], counts: { error: 3 } },
  ] as const)('follows $onError when an at-most-once effect was interrupted', ({ onError, story, counts }) => {
    const execution = interruptedPayment(onError);

    execution.send({ type: 'runner_changed', epoch: 1 });
    expect(execution.story().slice(1)).toEqual(story);
    expect(execution.run('pay')).toMatchObject({ failure: { code: 'node.outcome_unknown' }, counts });
  });

  // trigger → pay
  it('knows that the effect of an at-most-once node has happened once it waits', () => {
    const execution = interruptedPayment('stop');
    execution.wait('pay', 50);

    execution.send({ type: 'timer_due' }, 50);
    expect(words(execution.plan, execution.send({ type: 'runner_changed', epoch: 1 }))).toEqual(['run pay (resumed)']);
  });

  // trigger → a
  it('goes on waiting when a new runner takes over', () => {
    const execution = play(planOf('trigger -> a'));
    execution.start();
    execution.complete('trigger');
    execution.wait('a', 70);

    expect(words(execution.plan, execution.send({ type: 'runner_changed', epoch: 1 }))).toEqual(['wait until 70']);
  });

  it('ignores an earlier runner, and a change of runners before the start', () => {
    const execution = play(planOf('trigger -> a'));

    expect(isIgnored(execution, { type: 'runner_changed', epoch: 2 })).toBe(true);
    execution.start();
    execution.send({ type: 'runner_changed', epoch: 2 });
    expect(isIgnored(execution, { type: 'runner_changed', epoch: 2 })).toBe(true);
    expect(isIgnored(execution, { type: 'runner_changed', epoch: 1 })).toBe(true);
  });

  // trigger ──┬→ a
  //           └→ b
  it('ends at once when it is cancelled', () => {
    const execution = play(planOf('trigger -> a\ntrigger -> b'));
    execution.start();
    execution.complete('trigger');
    execution.complete('a');

    expect(words(execution.plan, execution.send({ type: 'cancel_requested' }, 3))).toEqual(['finish cancelled']);
    expect(execution.story()).toEqual(['trigger completed', 'a completed', 'b cancelled']);
  });

  it('can be cancelled before it began', () => {
    const execution = play(planOf('trigger -> a'));

    expect(words(execution.plan, execution.send({ type: 'cancel_requested' }))).toEqual(['finish cancelled']);
    expect(execution.story()).toEqual([]);
  });

  // trigger → a
  it.each<ExecutionEvent>([
    { type: 'started', trigger: 0 },
    { type: 'node_started', node: 1, run: 0, attempt: 1 },
    { type: 'node_completed', node: 1, run: 0, counts: { main: 1 } },
    { type: 'node_failed', node: 1, run: 0, attempt: 1, failure: FAILURE, draw: 0, counts: {} },
    { type: 'node_waiting', node: 1, run: 0, until: null },
    { type: 'timer_due' },
    { type: 'runner_changed', epoch: 9 },
    { type: 'cancel_requested' },
  ])('absorbs $type after the end', (event) => {
    const execution = play(planOf('trigger -> a'));
    execution.start();
    execution.complete('trigger');
    execution.fail('a');

    expect(isIgnored(execution, event)).toBe(true);
  });

  // trigger → a → z, where a is in its first run and attempt
  it.each<{ what: string; event: ExecutionEvent }>([
    { what: 'a second start', event: { type: 'started', trigger: 0 } },
    { what: 'a node that has completed', event: { type: 'node_completed', node: 0, run: 0, counts: {} } },
    { what: 'a node that has not begun', event: { type: 'node_completed', node: 2, run: 0, counts: {} } },
    { what: 'a run before the first', event: { type: 'node_completed', node: 2, run: -1, counts: {} } },
    { what: 'a node that is not there', event: { type: 'node_completed', node: 9, run: 0, counts: {} } },
    { what: 'another run', event: { type: 'node_completed', node: 1, run: 1, counts: {} } },
    { what: 'the intent of another attempt', event: { type: 'node_started', node: 1, run: 0, attempt: 2 } },
    { what: 'the intent of another node', event: { type: 'node_started', node: 0, run: 0, attempt: 1 } },
    { what: 'the wait of a node that has completed', event: { type: 'node_waiting', node: 0, run: 0, until: 5 } },
    {
      what: 'the failure of another attempt',
      event: { type: 'node_failed', node: 1, run: 0, attempt: 2, failure: FAILURE, draw: 0, counts: {} },
    },
    {
      what: 'the failure of a node that has completed',
      event: { type: 'node_failed', node: 0, run: 0, attempt: 1, failure: FAILURE, draw: 0, counts: {} },
    },
  ])('ignores $what', ({ event }) => {
    const execution = play(planOf('trigger -> a -> z'));
    execution.start();
    execution.complete('trigger');

    expect(isIgnored(execution, event)).toBe(true);
  });
});
