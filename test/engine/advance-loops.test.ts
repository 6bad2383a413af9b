import { describe, expect, it } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import { MAX_RUNS } from '../../src/engine/steps/runs.ts';
import { planOf } from './support/draw.ts';
import { type Behaviour, perform } from './support/perform.ts';
import { FAILURE, play, words } from './support/play.ts';

/** A loop node iterates so many times in each pass; any other node puts out one item. */
function rounds(times: number): Behaviour {
  return (name, { run, firstRun }) => {
    if (!name.startsWith('loop')) return { main: 1 };
    return run - firstRun < times ? { loop: 2 } : { done: 4 };
  };
}

describe(advance, () => {
  //               ┌────────────┐
  // trigger ──→ loop ─loop─→ a ┘
  //               └─done─→ z
  it('runs the body of a loop as often as the loop node says, and then what follows', () => {
    const execution = play(planOf('trigger -> loop -loop-> a -> loop\nloop -done-> z'));

    expect(perform(execution, rounds(2))).toBe('completed');
    expect(execution.story()).toEqual([
      'trigger completed',
      'loop completed',
      'a completed',
      'loop#1 completed',
      'a#1 completed',
      'loop#2 completed',
      'z completed',
    ]);
  });

  // the same graph
  it('gives the loop node the items from outside first, then those from its body, with the run that began the pass', () => {
    const execution = play(planOf('trigger -> loop -loop-> a -> loop\nloop -done-> z'));
    execution.start();

    expect(execution.complete('trigger', { main: 9 })).toMatchObject([
      { run: 0, firstRun: 0, inputs: [{ connection: 0, sourceRun: 0, count: 9 }] },
    ]);
    execution.complete('loop', { loop: 2 });
    expect(execution.complete('a', { main: 5 })).toMatchObject([
      { run: 1, firstRun: 0, inputs: [{ connection: 2, sourceRun: 0, count: 5 }] },
    ]);
    execution.complete('loop', { loop: 2 });
    expect(execution.complete('a', { main: 6 })).toMatchObject([
      { run: 2, firstRun: 0, inputs: [{ connection: 2, sourceRun: 1, count: 6 }] },
    ]);
  });

  // the same graph
  it('skips a body that the loop never ran', () => {
    const execution = play(planOf('trigger -> loop -loop-> a -> loop\nloop -done-> z'));

    expect(perform(execution, rounds(0))).toBe('completed');
    expect(execution.story()).toEqual(['trigger completed', 'loop completed', 'a skipped', 'z completed']);
  });

  // the same graph
  it('skips the loop, its body and the nodes behind it when there are no items', () => {
    const execution = play(planOf('trigger -> loop -loop-> a -> loop\nloop -done-> z'));

    expect(perform(execution, () => ({}))).toBe('completed');
    expect(execution.story()).toEqual(['trigger completed', 'loop skipped', 'a skipped', 'z skipped']);
  });

  //               ┌────────────────────────────┐
  //               │              ┌─true──→ a ─┤
  // trigger ──→ loop ─loop─→ if ─┤            │
  //               └─done─→ z     └─false─→ b ─┘
  it('waits for all branches of the body, and goes round though one sends nothing back', () => {
    const plan = planOf('trigger -> loop -loop-> if -true-> a -> loop -done-> z\nif -false-> b -> loop');
    const execution = play(plan);
    const behaviour: Behaviour = (name, command) =>
      name === 'if' ? { [command.run === 0 ? 'true' : 'false']: 1 } : rounds(2)(name, command);

    expect(perform(execution, behaviour)).toBe('completed');
    expect(execution.story().slice(2)).toEqual([
      'if completed',
      'a completed',
      'b skipped',
      'loop#1 completed',
      'if#1 completed',
      'a#1 skipped',
      'b#1 completed',
      'loop#2 completed',
      'z completed',
    ]);
  });

  //               ┌───────────────────────────────┐
  // trigger ──→ loop ─loop─→ loop2 ─done──→ b ────┘
  //               │            ↑ └─loop─→ a ┐
  //               └─done─→ z   └────────────┘
  it('starts an inner loop from scratch in each iteration of the outer one', () => {
    const plan = planOf('trigger -> loop -loop-> loop2 -loop-> a -> loop2 -done-> b -> loop -done-> z');
    const execution = play(plan);

    expect(perform(execution, rounds(2))).toBe('completed');
    const runsOf = (name: string): number => execution.story().filter((line) => line.split(/[ #]/)[0] === name).length;
    expect(['loop', 'loop2', 'a', 'b', 'z'].map(runsOf)).toEqual([3, 6, 4, 2, 1]);
    expect(execution.run('loop2')).toMatchObject({ run: 5, firstRun: 3 });
  });

  // the same graph
  it('skips the inner body in the iteration in which the inner loop has nothing to do', () => {
    const plan = planOf('trigger -> loop -loop-> loop2 -loop-> a -> loop2 -done-> b -> loop -done-> z');
    const execution = play(plan);
    const behaviour: Behaviour = (name, command) => {
      if (name === 'loop2') return command.run === 0 ? { loop: 1 } : { done: 1 };
      return rounds(2)(name, command);
    };

    expect(perform(execution, behaviour)).toBe('completed');
    expect(execution.story().filter((line) => line.startsWith('a'))).toEqual(['a completed', 'a#1 skipped']);
  });

  //               ┌──────┐
  // trigger ──→ loop ────┘ loop, without a body
  it('goes round at once when there is no body', () => {
    const execution = play(planOf('trigger -> loop -loop-> loop'));

    expect(perform(execution, rounds(2))).toBe('completed');
    expect(execution.run('loop')).toMatchObject({ run: 2, inputs: [{ connection: 1, sourceRun: 1, count: 2 }] });
  });

  //               ┌────────────┐
  // trigger ──→ loop ─loop─→ a ┘
  it('fails with a node of its body that stops', () => {
    const execution = play(planOf('trigger -> loop -loop-> a -> loop'));
    execution.start();
    execution.complete('trigger');
    execution.complete('loop', { loop: 1 });

    expect(words(execution.plan, execution.fail('a'))).toEqual(['finish failed']);
  });

  // the same graph
  it('goes round after a node of its body that failed and continues', () => {
    const settings = { on_error: 'continue' } as const;
    const execution = play(planOf('trigger -> loop -loop-> a -> loop', { nodes: { a: { settings } } }));
    execution.start();
    execution.complete('trigger');
    execution.complete('loop', { loop: 1 });

    expect(words(execution.plan, execution.fail('a', FAILURE, { counts: { main: 1 } }))).toEqual(['run loop#1']);
  });

  //               ┌────────────┐
  // trigger ──→ loop ─loop─→ a ┘
  //               └─done─→ z
  it('ends when the loop node fails and continues', () => {
    const lines = 'trigger -> loop -loop-> a -> loop -done-> z';
    const execution = play(planOf(lines, { nodes: { loop: { settings: { on_error: 'continue' } } } }));
    execution.start();
    execution.complete('trigger');

    expect(words(execution.plan, execution.fail('loop', FAILURE, { counts: { loop: 3, done: 1 } }))).toEqual(['run z']);
    expect(execution.story()).toEqual(['trigger completed', 'loop failed', 'a skipped', 'z running']);
  });

  //               ┌────────────┐
  // trigger ──→ loop ─loop─→ a ┘
  it('fails an execution whose loop never ends', () => {
    const execution = play(planOf('trigger -> loop -loop-> a -> loop'));

    expect(perform(execution, rounds(Infinity))).toBe('failed');
    expect(execution.state()).toMatchObject({
      runs: { size: MAX_RUNS },
      outcome: { failure: { code: 'execution.too_many_runs' } },
    });
  });

  //               ┌──────────────────────────────┐
  // trigger ──→ loop ─loop─→ if ─true─→ a ──→ b ─┘
  it('counts skipped runs among those of a loop that never ends', () => {
    const execution = play(planOf('trigger -> loop -loop-> if -true-> a -> b -> loop'));

    expect(perform(execution, (name, command) => (name === 'if' ? {} : rounds(Infinity)(name, command)))).toBe(
      'failed',
    );
    expect(execution.state().runs.size).toBe(MAX_RUNS);
  });
});
