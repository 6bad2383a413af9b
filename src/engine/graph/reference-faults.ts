import type { NodeCatalog } from '../catalog.ts';
import { createChoicesTeller, quotedName } from '../name-choices.ts';
import type { GraphFault } from './graph-fault.ts';
import type { GraphShape } from './graph-shape.ts';
import { ADVISED_FAULTS } from './node-faults.ts';

/** The faults of expressions that name a node which the workflow does not have, by id or by name. */
export function referenceFaults({ nodes }: GraphShape, catalog: NodeCatalog): readonly GraphFault[] {
  const names = nodes.map(({ name }) => name);
  const known = new Set([...names, ...nodes.map(({ id }) => id)]);
  const tell = createChoicesTeller(ADVISED_FAULTS);
  return nodes.flatMap((node, index) => {
    const unknown = (catalog.references?.(node) ?? []).filter(({ name }) => !known.has(name));
    return unknown.map(({ path, name, column }): GraphFault => {
      const choices = tell(name, () => ({ called: 'The nodes are', names }));
      return {
        code: 'graph.unknown_reference',
        message: `There is no node ${quotedName(name)} in this workflow (column ${column}).${choices}`,
        node_id: node.id,
        path: ['nodes', index, 'config', ...path],
      };
    });
  });
}
