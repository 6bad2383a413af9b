import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffGraphs } from '../../../web/src/lib/graph/diff.ts';
import type { Graph } from '../../../web/src/lib/graph/graph.ts';
import { isSame, mergeGraphs } from '../../../web/src/lib/graph/merge.ts';
import { graph } from './drawings.ts';

const BASE: Graph = {
  nodes: [
    { id: 'a', type: 't', name: 'A', config: { url: 'one', method: 'GET' } },
    { id: 'b', type: 't', name: 'B', config: {} },
  ],
  connections: [{ source: 'a', target: 'b' }],
  settings: {},
};

function withConfig(config: Graph['nodes'][number]['config']): Graph {
  return { ...BASE, nodes: BASE.nodes.map((node) => (node.id === 'a' ? { ...node, config } : node)) };
}

describe('two changes of one drawing', () => {
  it('of which one is nothing come to the other', () => {
    fc.assert(
      fc.property(graph, graph, (base, other) => {
        expect(isSame(mergeGraphs(base, other, base).nodes.length, other.nodes.length)).toBe(true);
        expect(diffGraphs(mergeGraphs(base, other, base), other)).toEqual([]);
        expect(diffGraphs(mergeGraphs(base, base, other), other)).toEqual([]);
      }),
    );
  });

  it('in different fields of a node are both kept', () => {
    const merged = mergeGraphs(
      BASE,
      withConfig({ url: 'mine', method: 'GET' }),
      withConfig({ url: 'one', method: 'POST' }),
    );
    expect(merged.nodes[0]?.config).toEqual({ url: 'mine', method: 'POST' });
  });

  it('in the same field end as mine', () => {
    const merged = mergeGraphs(BASE, withConfig({ url: 'mine' }), withConfig({ url: 'theirs' }));
    expect(merged.nodes[0]?.config).toEqual({ url: 'mine' });
  });

  it('never leave a connection to a node that one of them removed', () => {
    const mine = { ...BASE, nodes: BASE.nodes.slice(0, 1), connections: [] };
    const theirs = { ...BASE, connections: [...BASE.connections, { source: 'b', target: 'a' }] };
    const merged = mergeGraphs(BASE, mine, theirs);
    expect(merged.nodes.map(({ id }) => id)).toEqual(['a']);
    expect(merged.connections).toEqual([]);
  });
});

describe('the difference of two drawings', () => {
  it('is told in words', () => {
    const after: Graph = {
      nodes: [
        { id: 'a', type: 't', name: 'A', config: { url: 'two' } },
        { id: 'c', type: 't', name: 'C', config: {} },
      ],
      connections: [],
      settings: { timeout_seconds: 5 },
    };
    expect(diffGraphs(BASE, after).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'changed A: its settings',
      'added C',
      'removed B',
      'removed Connection A → B',
      'changed Settings of the workflow',
    ]);
  });
});
