import { describe, expect, it } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import { planOf } from './support/draw.ts';
import { perform } from './support/perform.ts';
import { play, words } from './support/play.ts';

describe(advance, () => {
  // trigger → a → b
  it('runs a chain, one node after the other', () => {
    const execution = play(planOf('trigger -> a -> b'));

    expect(words(execution.plan, execution.start())).toEqual(['run trigger']);
    expect(words(execution.plan, execution.complete('trigger'))).toEqual(['run a']);
    expect(words(execution.plan, execution.complete('a'))).toEqual(['run b']);
    expect(words(execution.plan, execution.complete('b'))).toEqual(['finish completed']);
    expect(execution.story()).toEqual(['trigger completed', 'a completed', 'b completed']);
  });

  //           ┌→ a
  // trigger ──┼→ b
  //           └→ c
  it('commands independent branches all at once', () => {
    const execution = play(planOf('trigger -> a\ntrigger -> b\ntrigger -> c'));

    execution.start();
    expect(words(execution.plan, execution.complete('trigger'))).toEqual(['run a', 'run b', 'run c']);
    expect(execution.complete('c')).toEqual([]);
    expect(execution.complete('a')).toEqual([]);
    expect(words(execution.plan, execution.complete('b'))).toEqual(['finish completed']);
  });

  //           ┌→ a ─┐
  // trigger ──┤     ├→ merge → z
  //           └→ b ─┘
  it('starts a join when the last connection into it is decided, with its inputs by handle', () => {
    const execution = play(planOf('trigger -> a -> merge@right\ntrigger -> b -> merge@left -> z'));

    execution.start();
    execution.complete('trigger');
    expect(execution.complete('a', { main: 3 })).toEqual([]);
    expect(execution.complete('b', { main: 2 })).toMatchObject([
      {
        type: 'run_node',
        node: execution.index('merge'),
        inputs: [
          { connection: 3, sourceRun: 0, count: 2 },
          { connection: 1, sourceRun: 0, count: 3 },
        ],
      },
    ]);
  });

  //                 ┌─true──→ a ─┐
  // trigger ──→ if ─┤            ├→ z
  //                 └─false─→ b ─┘
  it('skips a branch without items, and joins with the items of the other', () => {
    const execution = play(planOf('trigger -> if -true-> a -> z\nif -false-> b -> z'));

    execution.start();
    execution.complete('trigger');
    expect(words(execution.plan, execution.complete('if', { false: 1 }))).toEqual(['run b']);
    execution.complete('b');
    expect(execution.run('z')?.inputs).toEqual([{ connection: 4, sourceRun: 0, count: 1 }]);
    execution.complete('z');
    expect(execution.story()).toEqual(['trigger completed', 'if completed', 'a skipped', 'b completed', 'z completed']);
  });

  // trigger → a → b → c
  it('skips all nodes behind one that put out no items', () => {
    const execution = play(planOf('trigger -> a -> b -> c'));

    execution.start();
    expect(words(execution.plan, execution.complete('trigger', {}))).toEqual(['finish completed']);
    expect(execution.story()).toEqual(['trigger completed', 'a skipped', 'b skipped', 'c skipped']);
    expect(execution.run('c')).toMatchObject({ startedAt: 0, completedAt: 0, inputs: [], counts: null });
  });

  // trigger  ──→ a ──┐
  // trigger2 ──→ b ──┴→ z
  it('does not wait for nodes that the trigger can’t reach', () => {
    const execution = play(planOf('trigger -> a -> z\ntrigger2 -> b -> z'));

    expect(perform(execution)).toBe('completed');
    expect(execution.story()).toEqual(['trigger completed', 'a completed', 'z completed']);
  });

  // trigger ──→ a → b ──┐
  //       └─────────────┴→ z
  it('waits for the longer way', () => {
    const execution = play(planOf('trigger -> a -> b -> z\ntrigger -> z'));

    expect(perform(execution)).toBe('completed');
    expect(execution.story()).toEqual(['trigger completed', 'a completed', 'b completed', 'z completed']);
  });

  // trigger → a, whose output is called like a method of every object
  it('does not count inherited properties as items', () => {
    const execution = play(planOf('trigger -constructor-> a'));

    execution.start();
    execution.complete('trigger', {});
    expect(execution.story()).toEqual(['trigger completed', 'a skipped']);
  });

  // trigger → a
  it('fails an execution that is to begin at a node that is no trigger', () => {
    for (const trigger of [1, 7]) {
      const execution = play(planOf('trigger -> a'));
      const [finish] = execution.send({ type: 'started', trigger });

      expect(finish).toMatchObject({ type: 'finish', outcome: { failure: { code: 'execution.unknown_trigger' } } });
    }
  });
});
