import { describe, expect, it } from 'vitest';
import type { InputRef } from '../../src/engine/command.ts';
import type { Item, Outputs } from '../../src/engine/item.ts';
import { createOriginFinder } from '../../src/engine/links.ts';
import { planOf } from './support/draw.ts';

type Run = { readonly inputs?: readonly InputRef[]; readonly outputs?: Outputs };

/** Items with nothing but links. */
function made(...from: readonly Item['from'][]): readonly Item[] {
  return from.map((link) => (link === undefined ? { json: {} } : { json: {}, from: link }));
}

function by(connection: number, count: number): InputRef {
  return { connection, sourceRun: 0, count };
}

function finder(lines: string, runs: { readonly [node: string]: Run }) {
  const plan = planOf(lines);
  const runOf = (node: number): Run | undefined => runs[plan.nodes[node]?.node.name ?? ''];
  const indexOf = (name: string): number => plan.byId.get(name) ?? -1;
  const history = {
    inputs: (node: number) => runOf(node)?.inputs,
    outputs: (node: number) => runOf(node)?.outputs,
  };
  const find = createOriginFinder(plan, history, indexOf('trigger'));
  return (from: string, item: number) => find({ node: indexOf(from), run: 0, item });
}

describe(createOriginFinder, () => {
  // trigger → a → sum → split → z
  it('finds all items that an item was made of, across nodes that merge and split', () => {
    const find = finder('trigger -> a -> sum -> split -> z', {
      trigger: { outputs: { main: made(undefined, undefined, undefined) } },
      a: { inputs: [by(0, 3)], outputs: { main: made(2, 0) } },
      sum: { inputs: [by(1, 2)], outputs: { main: made([0, 1]) } },
      split: { inputs: [by(2, 1)], outputs: { main: made(0, 0) } },
      z: { inputs: [by(3, 2)] },
    });

    expect([find('a', 1), find('sum', 0), find('z', 0), find('z', 1)]).toEqual([[1], [2], [0, 2], [0, 2]]);
  });

  // trigger → a → sum → z, where a has lost the link of its second item
  it('leaves out lost links, and finds nothing if all are lost', () => {
    const find = finder('trigger -> a -> sum -> z', {
      trigger: { outputs: { main: made(undefined) } },
      a: { inputs: [by(0, 1)], outputs: { main: made(0, undefined) } },
      sum: { inputs: [by(1, 2)], outputs: { main: made([0, 1], [1, 1, 7], 1) } },
      z: { inputs: [by(2, 3)] },
    });

    expect([find('z', 0), find('z', 1), find('z', 2)]).toEqual([[0], null, null]);
  });

  // trigger → sum → split → z
  it('searches only once behind a fork that many items share', () => {
    const count = 20_000;
    const find = finder('trigger -> sum -> split -> z', {
      trigger: { outputs: { main: made(...Array<undefined>(count).fill(undefined)) } },
      sum: { inputs: [by(0, count)], outputs: { main: made([...Array(count).keys()]) } },
      split: { inputs: [by(1, 1)], outputs: { main: made(...Array<number>(count).fill(0)) } },
      z: { inputs: [by(2, count)] },
    });
    const found = Array.from({ length: count }, (_, item) => find('z', item)?.length);

    expect(new Set(found)).toEqual(new Set([count]));
  });

  // trigger → windows → split → z
  it('gives up if it would take too long', () => {
    const count = 1100;
    const all = [...Array(count).keys()];
    const find = finder('trigger -> windows -> split -> z', {
      trigger: { outputs: { main: made(...Array<undefined>(count).fill(undefined)) } },
      windows: { inputs: [by(0, count)], outputs: { main: made(...all.map(() => all)) } },
      split: { inputs: [by(1, count)], outputs: { main: made(...all) } },
      z: { inputs: [by(2, count)] },
    });
    const found = all.map((item) => find('z', item)?.length ?? 0);

    expect([found[0], found.at(-1)]).toEqual([count, 0]);
  });
});
