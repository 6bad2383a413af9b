import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from '../../../web/src/lib/graph/apply.ts';
import type { Graph } from '../../../web/src/lib/graph/graph.ts';
import { adopt, fragmentOf } from '../../../web/src/lib/graph/new-nodes.ts';
import { graph } from './drawings.ts';

describe('nodes that are pasted', () => {
  it('come in whole, whatever is there already', () => {
    fc.assert(
      fc.property(graph, graph, (into, from) => {
        const copy = adopt(into, from, { x: 10, y: 0 });
        const after = apply(into, { type: 'add', ...copy });
        expect(after.nodes).toHaveLength(into.nodes.length + from.nodes.length);
        expect(after.connections).toHaveLength(into.connections.length + from.connections.length);
        expect(new Set(after.nodes.map(({ id }) => id)).size).toBe(after.nodes.length);
      }),
    );
  });

  it('go on calling one another, by their new names', () => {
    const into: Graph = {
      nodes: [
        { id: 'a', type: 't', name: 'A', config: {} },
        { id: 'b', type: 't', name: 'B', config: { value: "{{ $('A').item }}" } },
      ],
      connections: [{ source: 'a', target: 'b' }],
      settings: {},
    };
    const { nodes, connections } = adopt(into, fragmentOf(into, new Set(['a', 'b'])), { x: 0, y: 0 });
    expect(nodes.map(({ name }) => name)).toEqual(['A 2', 'B 2']);
    expect(nodes[1]?.config).toEqual({ value: "{{ $('A 2').item }}" });
    expect(connections).toEqual([{ source: nodes[0]?.id, target: nodes[1]?.id }]);
  });
});
