import { describe, expect, it } from 'vitest';
import type { NodeReference } from '../../src/engine/expression/node-references.ts';
import { validateGraph } from '../../src/engine/validate-graph.ts';
import { catalog } from './support/catalog.ts';
import { draw } from './support/draw.ts';

/** Each node refers to these. */
function faultsOf(...names: readonly string[]): readonly { readonly code: string; readonly message: string }[] {
  const references = names.map((name): NodeReference => ({ name, path: ['fields', 'id'], column: 4 }));
  const graph = draw('trigger -> a -> b');
  return validateGraph(graph, { ...catalog, references: (node) => (node.id === 'b' ? references : []) });
}

describe('a reference to a node', () => {
  it('is taken if there is one of that name', () => {
    expect(faultsOf('a', 'trigger')).toEqual([]);
  });

  it('is refused if there is none, with its place, and the node that was perhaps meant', () => {
    expect(faultsOf('triger')).toEqual([
      {
        code: 'graph.unknown_reference',
        message:
          'There is no node "triger" in this workflow (column 4). Did you mean "trigger"? The nodes are "trigger", "a", "b".',
        node_id: 'b',
        path: ['nodes', 2, 'config', 'fields', 'id'],
      },
    ]);
  });

  it('is not advised on for ever', () => {
    const names = Array.from({ length: 200 }, (_, index) => `nobody ${index}`);
    const advised = faultsOf(...names).filter(({ message }) => message.includes('The nodes are'));
    expect([faultsOf(...names).length, advised.length > 0, advised.length < 200]).toEqual([200, true, true]);
  });

  it('is looked for only where the catalog knows how', () => {
    expect(validateGraph(draw('trigger -> a'), catalog)).toEqual([]);
  });
});
