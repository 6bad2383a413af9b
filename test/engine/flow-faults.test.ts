import { describe, expect, it } from 'vitest';
import { validateGraph } from '../../src/engine/validate-graph.ts';
import { catalog } from './support/catalog.ts';
import { draw } from './support/draw.ts';

/** Each fault of a drawn graph as `code: message`. */
function faultsOf(lines: string): readonly string[] {
  return validateGraph(draw(lines), catalog).map(({ code, message }) => `${code}: ${message}`);
}

const leaves = (loop: string): string =>
  `graph.loop_body_leaves: The connection leaves the body of loop "${loop}"; only one back to the loop node may do that.`;

describe(validateGraph, () => {
  //              ┌────────────┐
  // trigger ──→ a ──→ b ──→ c ┘──→ d
  it('names the nodes of a cycle', () => {
    expect(faultsOf('trigger -> a -> b -> c -> a\nc -> d')).toEqual([
      'graph.cycle: Outside of a loop, these nodes form a cycle: "a", "b", "c".',
    ]);
  });

  // trigger ──→ a ⟲    b ⇄ c
  it('finds each cycle, one node long or out of reach', () => {
    expect(faultsOf('trigger -> a -> a\nb -> c -> b')).toEqual([
      'graph.cycle: Outside of a loop, these nodes form a cycle: "b", "c".',
      'graph.cycle: Outside of a loop, these nodes form a cycle: "a".',
    ]);
  });

  it('names the first nodes of a long cycle', () => {
    const chain = Array.from({ length: 14 }, (_, place) => `n${place}`).join(' -> ');

    expect(faultsOf(`trigger -> ${chain} -> n0`)).toEqual([expect.stringMatching(/: "n0", .*"n9" and 4 more\.$/)]);
  });

  // nested loops, whose bodies branch and join
  it.each([
    { what: 'a loop', lines: 'trigger -> loop -loop-> a -> loop -done-> z' },
    { what: 'a loop without a body', lines: 'trigger -> loop -loop-> loop' },
    { what: 'a body that does not lead back', lines: 'trigger -> loop -loop-> a\nloop -done-> z' },
    { what: 'a body that branches', lines: 'trigger -> loop -loop-> if -true-> a -> loop\nif -false-> b -> loop' },
    { what: 'loops within each other', lines: 'trigger -> loop -loop-> loop2 -loop-> a -> loop2 -done-> b -> loop' },
    { what: 'loops in a row', lines: 'trigger -> loop -loop-> a -> loop -done-> loop2 -loop-> b -> loop2 -done-> z' },
    {
      what: 'loops that nothing leads into',
      lines: 'trigger\nloop2 -loop-> a -> loop2 -done-> b -> loop -loop-> loop2',
    },
  ])('takes $what', ({ lines }) => {
    expect(faultsOf(lines)).toEqual([]);
  });

  //               ┌────────────┐
  // trigger ──→ loop ─loop─→ a ┘──→ z
  //               └─done────────────┘
  it('refuses a body that leads to a node behind the loop', () => {
    expect(faultsOf('trigger -> loop -loop-> a -> loop -done-> z\na -> z')).toEqual([leaves('loop')]);
  });

  //               ┌─────────────────┐
  // trigger ──→ loop ─loop─→ a ──→ b ┘
  //     └──────────────────────────┘
  it('refuses a body that is entered from outside', () => {
    expect(faultsOf('trigger -> loop -loop-> a -> b -> loop\ntrigger -> b')).toEqual([leaves('loop')]);
  });

  //               ┌─────────────────────────────┐
  // trigger ──→ loop ─loop─→ loop2 ─loop─→ a ───┘
  it('refuses an inner body that leads back to the outer loop', () => {
    expect(faultsOf('trigger -> loop -loop-> loop2 -loop-> a -> loop')).toEqual([leaves('loop2')]);
  });

  // trigger ──┬→ loop ─loop─→ a ─┐
  //           └→ loop2 ─loop─────┴→ b
  it('refuses a node in two bodies', () => {
    expect(faultsOf('trigger -> loop -loop-> a -> b\ntrigger -> loop2 -loop-> b')).toEqual([leaves('loop')]);
  });

  //               ┌────────────┐
  // trigger ──→ loop ─loop─→ a ┘
  //      loop2 ⇄ x ──────────┘
  it('refuses a connection into a body from nodes without incoming ones', () => {
    expect(faultsOf('trigger -> loop -loop-> a -> loop\nloop2 -loop-> x -> loop2\nx -> a')).toEqual([
      'graph.loop_body_leaves: The connection leads into the body of a loop from outside; only the loop node may do that.',
    ]);
  });

  //                 ┌────────┐
  // trigger ──→ loop ─done─→ a
  it('refuses a connection into a body from behind the loop', () => {
    expect(faultsOf('trigger -> loop -done-> a -> loop')).toEqual([
      'graph.cycle: Outside of a loop, these nodes form a cycle: "loop", "a".',
    ]);
  });

  // trigger ──→ loop0 ─loop─→ loop1 ─loop─→ … ─loop─→ loop4999
  it('takes deeply nested loops', () => {
    const chain = Array.from({ length: 5000 }, (_, place) => `loop${place}`).join(' -loop-> ');

    expect(faultsOf(`trigger -> ${chain}`)).toEqual([]);
  });
});
