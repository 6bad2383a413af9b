import { describe, expect, it } from 'vitest';
import { graphUpTo } from '../../src/engine/graph/graph-up-to.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { nodesFrom, nodesUpTo } from '../../src/engine/plan-reach.ts';
import { draw, planOf } from './support/draw.ts';

function names(plan: Plan, reach: (plan: Plan, index: number) => ReadonlySet<number>, name: string): readonly string[] {
  const found = reach(plan, plan.byId.get(name) ?? -1);
  return [...found].map((index) => plan.nodes[index]?.node.name ?? '?').toSorted();
}

const BRANCHES = `
  trigger -> a -> b -> d
  trigger -> c -> d -> e
`;

// loop ⇄ a → inner ⇄ b, a → aside, loop → after
const LOOPS = `
  trigger -> loop_1 -loop-> a -> loop_2 -loop-> b -> loop_2 -done-> loop_1 -done-> after
  a -> aside
`;

describe(nodesFrom, () => {
  it.each([
    ['trigger', ['a', 'b', 'c', 'd', 'e', 'trigger']],
    ['b', ['b', 'd', 'e']],
    ['e', ['e']],
  ])('finds what %s leads to', (name, expected) => {
    expect(names(planOf(BRANCHES), nodesFrom, name)).toEqual(expected);
  });

  it('goes round a loop', () => {
    expect(names(planOf(LOOPS), nodesFrom, 'b')).toEqual(['a', 'after', 'aside', 'b', 'loop_1', 'loop_2']);
  });
});

describe(nodesUpTo, () => {
  it.each([
    ['trigger', ['trigger']],
    ['b', ['a', 'b', 'trigger']],
    ['d', ['a', 'b', 'c', 'd', 'trigger']],
  ])('finds what leads to %s', (name, expected) => {
    expect(names(planOf(BRANCHES), nodesUpTo, name)).toEqual(expected);
  });

  it.each(['after', 'b'])('takes loops on the way to %s as a whole', (name) => {
    const loops = ['a', 'aside', 'b', 'loop_1', 'loop_2', 'trigger'];
    expect(names(planOf(LOOPS), nodesUpTo, name)).toEqual(name === 'after' ? ['a', 'after', ...loops.slice(1)] : loops);
  });
});

describe(graphUpTo, () => {
  it('keeps every node in its place, and disables those that take no part', () => {
    const graph = draw(BRANCHES);
    const plan = planOf(BRANCHES);
    const part = graphUpTo(graph, plan, plan.byId.get('b') ?? -1);
    expect(part.nodes.map(({ name, disabled }) => [name, disabled ?? false])).toEqual([
      ['trigger', false],
      ['a', false],
      ['b', false],
      ['d', true],
      ['c', true],
      ['e', true],
    ]);
    expect(part.connections).toEqual([
      { source: 'trigger', target: 'a' },
      { source: 'a', target: 'b' },
    ]);
  });
});
