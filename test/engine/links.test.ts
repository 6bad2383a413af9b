import { describe, expect, it } from 'vitest';
import type { InputRef } from '../../src/engine/command.ts';
import type { Item, Outputs } from '../../src/engine/item.ts';
import { createLinkFinder, type Link } from '../../src/engine/links.ts';
import { planOf } from './support/draw.ts';

type Run = { readonly inputs?: readonly InputRef[]; readonly outputs?: Outputs };

/** A finder over runs such as `{ 'a#0': … }`, with the names of nodes in questions and answers. */
function finder(
  lines: string,
  runs: { readonly [run: string]: Run },
): (from: string, item: number, to: string) => unknown {
  const plan = planOf(lines);
  const runOf = (node: number, run: number): Run | undefined => runs[`${plan.nodes[node]?.node.name}#${run}`];
  const find = createLinkFinder(plan, {
    inputs: (node, run) => runOf(node, run)?.inputs,
    outputs: (node, run) => runOf(node, run)?.outputs,
  });
  const indexOf = (name: string): number => plan.byId.get(name) ?? -1;
  const named = (link: Link): unknown =>
    link.type === 'lost' || link.type === 'ambiguous' ? `${link.type} at ${plan.nodes[link.node]?.node.name}` : link;
  return (from, item, to) => {
    const [name = '', run = '0'] = from.split('#');
    return named(find({ node: indexOf(name), run: Number(run), item }, indexOf(to)));
  };
}

/** The input of one connection, by default from the first run of its source. */
function by(connection: number, count: number, sourceRun = 0): InputRef {
  return { connection, sourceRun, count };
}

/** One item per letter, with its links: `letters('ab', [0, 1])`. */
function letters(text: string, from: readonly Item['from'][] = []): readonly Item[] {
  return [...text].map((letter, place) => {
    const link = from[place];
    return link === undefined ? { json: { letter } } : { json: { letter }, from: link };
  });
}

function item(letter: string, index: number, from?: Item['from']): unknown {
  return { type: 'item', item: from === undefined ? { json: { letter } } : { json: { letter }, from }, index };
}

/** Items that are made of one, of all of these, and of one again: how many steps back it takes to link all with the first. */
function stepsThroughFork(size: number): number {
  const plan = planOf('trigger -> split -> all -> again -> end');
  const each = (from: (index: number) => Item['from']): Item[] =>
    Array.from({ length: size }, (_none, index) => ({ json: {}, from: from(index) ?? 0 }));
  const outputs: readonly Outputs[] = [
    { main: [{ json: {} }] },
    { main: each(() => 0) },
    { main: [{ json: {}, from: Array.from({ length: size }, (_none, index) => index) }] },
    { main: each(() => 0) },
  ];
  const find = createLinkFinder(plan, {
    inputs: (node) =>
      node === 0 ? [] : [{ connection: node - 1, sourceRun: 0, count: outputs[node - 1]?.main?.length ?? 0 }],
    outputs: (node) => outputs[node],
  });
  let steps = 0;
  const spend = (more: number): void => {
    steps += more;
  };
  for (let index = 0; index < size; index += 1)
    expect(find({ node: 4, run: 0, item: index }, 0, { spend }).type).toBe('item');
  return steps;
}

describe('the way back through an item that was made of many', () => {
  it('is gone once for all that were made of it', () => {
    expect(stepsThroughFork(400)).toBeLessThan(2.5 * stepsThroughFork(200));
  });
});

describe(createLinkFinder, () => {
  // trigger → a → b → c, where b turns the items round
  it('finds an item over several nodes', () => {
    const find = finder('trigger -> a -> b -> c', {
      'trigger#0': { outputs: { main: letters('pqr') } },
      'a#0': { inputs: [by(0, 3)], outputs: { main: letters('stu', [0, 1, 2]) } },
      'b#0': { inputs: [by(1, 3)], outputs: { main: letters('vwx', [2, 1, 0]) } },
      'c#0': { inputs: [by(2, 3)] },
    });

    expect(find('c', 0, 'trigger')).toEqual(item('r', 2));
    expect(find('c', 2, 'a')).toEqual(item('s', 0, 0));
    expect(find('b', 1, 'a')).toEqual(item('t', 1, 1));
  });

  //           ┌→ a ─┐
  // trigger ──┤     ├→ merge → z
  //           └→ b ─┘
  it('counts the items of several inputs in one list', () => {
    const find = finder('trigger -> a -> merge@left -> z\ntrigger -> b -> merge@right', {
      'trigger#0': { outputs: { main: letters('pq') } },
      'a#0': { inputs: [by(0, 2)], outputs: { main: letters('st', [0, 1]) } },
      'b#0': { inputs: [by(3, 2)], outputs: { main: letters('uv', [0, 1]) } },
      'merge#0': { inputs: [by(1, 2), by(4, 2)], outputs: { main: letters('wxyz', [0, 1, 2, 3]) } },
      'z#0': { inputs: [by(2, 4)] },
    });

    expect(find('z', 3, 'b')).toEqual(item('v', 1, 1));
    expect(find('z', 1, 'a')).toEqual(item('t', 1, 1));
    expect(find('z', 1, 'b')).toEqual({ type: 'not_executed' });
    expect(find('merge', 4, 'b')).toEqual('lost at merge');
    expect(find('merge', -1, 'b')).toEqual('lost at merge');
  });

  // trigger → a → b → c
  it.each([
    { what: 'says nothing', from: undefined },
    { what: 'names no item', from: [] },
    { what: 'names an item that never came', from: 7 },
  ])('names the node whose item $what', ({ from }) => {
    const find = finder('trigger -> a -> b -> c', {
      'trigger#0': { outputs: { main: letters('p') } },
      'a#0': { inputs: [by(0, 1)], outputs: { main: letters('s', [0]) } },
      'b#0': { inputs: [by(1, 1)], outputs: { main: letters('t', [from]) } },
      'c#0': { inputs: [by(2, 1)] },
    });

    expect(find('c', 0, 'trigger')).toBe('lost at b');
    expect(find('c', 0, 'b')).toEqual(item('t', 0, from));
  });

  // trigger → a → b
  it('names the node whose items are not there', () => {
    const find = finder('trigger -> a -> b', { 'b#0': { inputs: [by(1, 1)] } });

    expect(find('b', 0, 'trigger')).toBe('lost at a');
  });

  // trigger → a   other
  it('tells that an item was not made from a node', () => {
    const find = finder('trigger -> a\nother', {
      'trigger#0': { outputs: { main: letters('p') } },
      'a#0': { inputs: [by(0, 1)] },
    });

    expect(find('a', 0, 'other')).toEqual({ type: 'not_executed' });
    expect(find('trigger', 0, 'other')).toEqual({ type: 'not_executed' });
    expect(find('other', 0, 'a')).toEqual({ type: 'not_executed' });
  });

  // trigger → a → sum → z
  it('names the node that made one item of several different ones', () => {
    const find = finder('trigger -> a -> sum -> z', {
      'trigger#0': { outputs: { main: letters('p') } },
      'a#0': { inputs: [by(0, 1)], outputs: { main: letters('stu', [0, 0, 0]) } },
      'sum#0': { inputs: [by(1, 3)], outputs: { main: letters('v', [[0, 1, 2]]) } },
      'z#0': { inputs: [by(2, 1)] },
    });

    expect(find('z', 0, 'a')).toBe('ambiguous at sum');
    expect(find('z', 0, 'trigger')).toEqual(item('p', 0));
  });

  // trigger → a → sum → z, where the link of one of the summed items is lost
  it('takes what it finds if some links are lost', () => {
    const find = finder('trigger -> a -> sum -> z', {
      'trigger#0': { outputs: { main: letters('p') } },
      'a#0': { inputs: [by(0, 1)], outputs: { main: letters('st', [0]) } },
      'sum#0': {
        inputs: [by(1, 2)],
        outputs: {
          main: letters('vw', [
            [0, 1],
            [1, 1, 9],
          ]),
        },
      },
      'z#0': { inputs: [by(2, 2)] },
    });

    expect(find('z', 0, 'trigger')).toEqual(item('p', 0));
    expect(find('z', 1, 'trigger')).toBe('lost at a');
  });

  //               ┌────────────┐
  // trigger ──→ loop ─loop─→ a ┘    batches of one, of two items
  //               └─done─→ z
  it('walks through the iterations of a loop, whose list of items grows', () => {
    const find = finder('trigger -> loop -loop-> a -> loop -done-> z', {
      'trigger#0': { outputs: { main: letters('pq') } },
      'loop#0': { inputs: [by(0, 2)], outputs: { loop: letters('p', [0]) } },
      'a#0': { inputs: [by(1, 1, 0)], outputs: { main: letters('s', [0]) } },
      'loop#1': { inputs: [by(2, 1, 0)], outputs: { loop: letters('q', [1]) } },
      'a#1': { inputs: [by(1, 1, 1)], outputs: { main: letters('t', [0]) } },
      'loop#2': { inputs: [by(2, 1, 1)], outputs: { done: letters('st', [2, 3]) } },
      'z#0': { inputs: [by(3, 2, 2)] },
    });

    expect(find('z', 0, 'a')).toEqual(item('s', 0, 0));
    expect(find('z', 1, 'a')).toEqual(item('t', 0, 0));
    expect(find('z', 1, 'trigger')).toEqual(item('q', 1));
    expect(find('a#1', 0, 'trigger')).toEqual(item('q', 1));
    expect(find('a#0', 0, 'trigger')).toEqual(item('p', 0));
    expect(find('loop#2', 4, 'trigger')).toBe('lost at loop');
  });

  // the inner loop of two, in the second iteration of the outer one
  it('begins a new list with each pass of a loop', () => {
    const find = finder('trigger -> loop -loop-> loop2 -loop-> a -> loop2 -done-> loop', {
      'loop#0': { outputs: { loop: letters('p', [0]) } },
      'loop2#0': { inputs: [by(1, 1, 0)], outputs: { loop: letters('p', [0]) } },
      'loop2#1': { inputs: [], outputs: { done: letters('p', [0]) } },
      'loop#1': { outputs: { loop: letters('q', [1]) } },
      'loop2#2': { inputs: [by(1, 1, 1)], outputs: { loop: letters('q', [0]) } },
      'loop2#3': { outputs: { done: letters('q', [0]) } },
      'a#0': { inputs: [by(2, 1, 3)] },
    });

    expect(find('loop2#2', 0, 'loop')).toEqual(item('q', 0, 1));
    expect(find('loop2#3', 0, 'loop')).toEqual(item('q', 0, 1));
    expect(find('loop2#1', 0, 'loop')).toEqual(item('p', 0, 0));
  });

  it('finds each of 50,000 items of 5,000 connections', () => {
    const parts = Array.from({ length: 5000 }, (_, part) => `trigger -> n${part} -> z`);
    const runs = Object.fromEntries(
      parts.map((_, part) => [`n${part}#0`, { outputs: { main: letters('abcdefghij') } }]),
    );
    const inputs = parts.map((_, part) => by(2 * part + 1, 10));
    const find = finder(parts.join('\n'), { ...runs, 'z#0': { inputs } });

    for (const index of [0, 9, 10, 24_999, 49_999]) {
      expect(find('z', index, `n${Math.floor(index / 10)}`)).toMatchObject({ type: 'item', index: index % 10 });
    }
  });
});
