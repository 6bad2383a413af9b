import type { NodeCatalog } from '../catalog.ts';
import { createChoicesTeller } from '../name-choices.ts';
import type { WorkflowNode } from '../workflow.ts';
import { type GraphFault, MOST_FAULTS } from './graph-fault.ts';
import type { GraphShape } from './graph-shape.ts';

/** Faults that tell what there is instead: a graph may hold thousands of the same kind. */
export const ADVISED_FAULTS = 20;

/** The faults of nodes: unknown types and bad configs, until there are more than are told, and ids or names that occur twice. */
export function nodeFaults(shape: GraphShape, catalog: NodeCatalog): readonly GraphFault[] {
  const tell = createChoicesTeller(ADVISED_FAULTS);
  const types = catalog.types?.() ?? [];
  const choicesFor = (type: string): string => tell(type, () => ({ called: 'The node types are', names: types }));
  const faults: GraphFault[] = [];
  for (const [index, node] of shape.nodes.entries()) {
    faults.push(...ownFaults({ shape, catalog, choicesFor }, { node, index }));
    if (faults.length > MOST_FAULTS) break;
  }
  return [...faults, ...duplicateFaults(shape)];
}

type Place = { readonly node: WorkflowNode; readonly index: number };

type Check = {
  readonly shape: GraphShape;
  readonly catalog: NodeCatalog;
  /** What a refused type is answered besides. */
  readonly choicesFor: (type: string) => string;
};

function ownFaults({ shape, catalog, choicesFor }: Check, { node, index }: Place): readonly GraphFault[] {
  if (shape.traits[index] === undefined) {
    const message = `There is no node type "${node.type}".${choicesFor(node.type)}`;
    return [{ code: 'graph.unknown_type', message, node_id: node.id, path: ['nodes', index, 'type'] }];
  }
  return catalog.faults(node).map((fault) => ({
    code: 'graph.invalid_config',
    message: fault.message,
    node_id: node.id,
    path: ['nodes', index, 'config', ...fault.path],
  }));
}

function duplicateFaults({ nodes }: GraphShape): readonly GraphFault[] {
  const ids = new Set<string>();
  const names = new Set<string>();
  const faults: GraphFault[] = [];
  for (const [index, { id, name }] of nodes.entries()) {
    if (ids.has(id)) {
      const message = `Another node has the id "${id}", too.`;
      faults.push({ code: 'graph.duplicate_id', message, node_id: id, path: ['nodes', index, 'id'] });
    }
    if (names.has(name)) {
      const message = `Another node is named "${name}", too; expressions could not tell them apart.`;
      faults.push({ code: 'graph.duplicate_name', message, node_id: id, path: ['nodes', index, 'name'] });
    }
    ids.add(id);
    names.add(name);
  }
  return faults;
}
