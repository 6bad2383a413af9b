import type { NodeType } from '../../lib/api/schema.gen.ts';
import { connectionId, type Graph, MAIN, type WorkflowNode } from '../../lib/graph/graph.ts';
import { handlesOf } from '../../lib/graph/handles.ts';
import type { FlowEdge } from './flow-edge.tsx';
import type { FlowNode } from './node-card.tsx';
import { NODE_WIDTH, nodeHeight } from './node-size.ts';
import { type PartElement, partElements } from './parts/part-elements.ts';

export type Types = ReadonlyMap<string, NodeType>;

/** All that stands on the canvas. */
export type FlowElement = FlowNode | PartElement;

/** How far apart nodes stand that have no place yet. */
const STEP = NODE_WIDTH + 90;

function elementOf(node: WorkflowNode, index: number, types: Types): FlowNode {
  const handles = handlesOf(node, types.get(node.type));
  return {
    id: node.id,
    type: 'step',
    position: node.position ?? { x: index * STEP, y: 0 },
    data: { node, handles },
    width: NODE_WIDTH,
    height: nodeHeight(handles),
    ariaLabel: `${node.name}, ${types.get(node.type)?.name ?? node.type}${node.disabled ? ', disabled' : ''}`,
  };
}

/** Groups, notes and nodes, from the ground up. */
export function flowElements(graph: Graph, types: Types, before: readonly FlowElement[]): FlowElement[] {
  const nodes = before.filter((element) => element.type === 'step');
  const parts = before.filter((element) => element.type !== 'step');
  return [...partElements(graph, parts), ...flowNodes(graph, types, nodes)];
}

/** The nodes as the canvas draws them. Those that did not change stay the same objects, with what the canvas knows of them. */
function flowNodes(graph: Graph, types: Types, before: readonly FlowNode[]): FlowNode[] {
  const known = new Map(before.map((element) => [element.id, element]));
  return graph.nodes.map((node, index) => {
    const old = known.get(node.id);
    if (old?.data.node === node && !old.dragging) return old;
    const fresh = elementOf(node, index, types);
    return old === undefined ? fresh : { ...old, ...fresh, ...(old.dragging && { position: old.position }) };
  });
}

/** The connections as the canvas draws them; one to a node that is not there is none. */
export function flowEdges({ connections }: Graph, before: readonly FlowEdge[]): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  return connections.map((line) => {
    const id = connectionId(line);
    return (
      known.get(id) ?? {
        id,
        type: 'line',
        source: line.source,
        target: line.target,
        sourceHandle: line.sourceHandle ?? MAIN,
        targetHandle: line.targetHandle ?? MAIN,
        data: {},
      }
    );
  });
}

/** The output handles that lead somewhere. */
export function connectedOutputs({ connections }: Graph): ReadonlySet<string> {
  return new Set(connections.map(({ source, sourceHandle }) => `${source} ${sourceHandle ?? MAIN}`));
}
