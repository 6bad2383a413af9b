import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absenceOf } from '../../src/engine/linking/absence.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { createWorkMeter } from '../../src/engine/work-meter.ts';
import { planOf } from './support/draw.ts';

/** What a node is told of one that has not run; `ran`: those that have, with the handles that brought items. */
function absence(
  plan: Plan,
  [current, target]: readonly [string, string],
  ran: { readonly [node: string]: string },
): string {
  const nameOf = (index: number) => plan.nodes[index]?.node.name ?? '';
  const found = absenceOf(plan, {
    current: plan.byId.get(current) ?? -1,
    target: plan.byId.get(target) ?? -1,
    executed: (node) => Object.hasOwn(ran, nameOf(node)),
    brought: (node, handle) => ran[nameOf(node)]?.split(' ').includes(handle) ?? false,
  });
  return found.type === 'not_reached'
    ? `${nameOf(found.connection.source)}.${found.connection.sourceHandle}`
    : found.type;
}

const BRANCHES = planOf(`
  trigger -> if -true-> a -> b -> merge
  if -false-> c -> merge -> d
  trigger2 -> d
  trigger -> aside
`);

const LOOP = planOf('trigger -> loop -loop-> x -> y -> loop -done-> z');

describe(absenceOf, () => {
  it.each([
    ['the node behind an empty output', ['c', 'aside'], { trigger: 'main', if: 'false' }, 'apart'],
    ['a node of the other branch', ['merge', 'a'], { trigger: 'main', if: 'false', c: 'main' }, 'if.true'],
    ['a node further down the other branch', ['d', 'b'], { trigger: 'main', if: 'false', c: 'main' }, 'if.true'],
    ['a node behind one that brought nothing', ['merge', 'b'], { trigger: 'main', if: 'true', a: '' }, 'a.main'],
    ['a node that still runs', ['merge', 'b'], { trigger: 'main', if: 'true', a: 'main' }, 'pending'],
    ['a node that comes after', ['a', 'd'], { trigger: 'main', if: 'true' }, 'later'],
    ['the node itself', ['a', 'a'], { trigger: 'main', if: 'true' }, 'itself'],
    ['a trigger at which nothing began', ['d', 'trigger2'], { trigger: 'main' }, 'other_trigger'],
    ['a node behind such a trigger', ['d', 'a'], { trigger2: 'main' }, 'other_trigger'],
  ] as const)('says of %s why it has brought nothing', (_what, pair, ran, expected) => {
    expect(absence(BRANCHES, pair, ran)).toBe(expected);
  });

  it('says of a node of a loop that it comes later in the round', () => {
    expect(absence(LOOP, ['x', 'y'], { trigger: 'main', loop: 'loop' })).toBe('later');
    expect(absence(LOOP, ['z', 'y'], { trigger: 'main', loop: 'done' })).toBe('loop.loop');
  });

  it('says of a node without connections that it is left out if it is disabled, and apart if not', () => {
    const plan = planOf('trigger -> a\ntrigger -> b');
    const alone = (disabled: boolean): Plan => ({
      ...plan,
      nodes: plan.nodes.map((node) =>
        node.node.name === 'b' ? { ...node, incoming: [], outgoing: [], disabled } : node,
      ),
    });
    expect(absence(alone(true), ['a', 'b'], { trigger: 'main' })).toBe('left_out');
    expect(absence(alone(false), ['a', 'b'], { trigger: 'main' })).toBe('apart');
  });

  it('charges for the search', () => {
    const work = createWorkMeter({ steps: 3, expired: () => false });
    const question = { current: 0, target: 1, executed: () => false, brought: () => false };
    expect(() => absenceOf(BRANCHES, question, work)).toThrow();
  });

  it('names an output that leads to the node, whatever has run', () => {
    const names = BRANCHES.nodes.map(({ node }) => node.name);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...names), fc.subarray(names), (current, target, ran) => {
        const executed = ran.filter((name) => name !== target);
        const found = absenceOf(BRANCHES, {
          current: BRANCHES.byId.get(current) ?? -1,
          target: BRANCHES.byId.get(target) ?? -1,
          executed: (node) => executed.includes(names[node] ?? ''),
          brought: () => false,
        });
        if (found.type !== 'not_reached') return;
        expect(executed).toContain(names[found.connection.source]);
        expect(found.connection.target).not.toBe(BRANCHES.byId.get(current));
      }),
    );
  });
});
