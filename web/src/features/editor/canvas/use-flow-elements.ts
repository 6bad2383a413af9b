import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowEdge } from '../../../ui/flow/flow-edge.tsx';
import { connectedOutputs, type FlowElement, flowEdges, flowElements } from '../../../ui/flow/flow-elements.ts';
import { FlowViewContext, useFlowView } from '../../../ui/flow/flow-view.ts';
import { act, type EditorStore, selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';

type Elements = {
  readonly nodes: FlowElement[];
  readonly edges: FlowEdge[];
  readonly onNodesChange: (changes: NodeChange<FlowElement>[]) => void;
  readonly onEdgesChange: (changes: EdgeChange<FlowEdge>[]) => void;
};

/** Where nodes have come to rest, by drag or by arrow keys. What still moves is a matter of the canvas alone. */
function restingPositions(changes: readonly NodeChange<FlowElement>[]): Record<string, { x: number; y: number }> {
  return Object.fromEntries(
    changes.flatMap((change) =>
      change.type === 'position' && change.position && !change.dragging ? [[change.id, change.position]] : [],
    ),
  );
}

/** A group that moves takes its nodes along, other than those that move by themselves. */
function withMembers(
  changes: readonly NodeChange<FlowElement>[],
  elements: readonly FlowElement[],
): NodeChange<FlowElement>[] {
  const moving = changes.filter((change) => change.type === 'position');
  const own = new Set(moving.map(({ id }) => id));
  const byId = new Map(elements.map((element) => [element.id, element]));
  const members = moving.flatMap(({ id, position, dragging }): NodeChange<FlowElement>[] => {
    const frame = byId.get(id);
    if (frame?.type !== 'frame' || !position) return [];
    const [x, y] = [position.x - frame.position.x, position.y - frame.position.y];
    return frame.data.group.nodes.flatMap((member) => {
      const element = own.has(member) ? undefined : byId.get(member);
      if (!element) return [];
      const to = { x: element.position.x + x, y: element.position.y + y };
      return [{ type: 'position', id: member, position: to, ...(dragging !== undefined && { dragging }) }];
    });
  });
  return [...changes, ...members];
}

function noteSelection(store: EditorStore, nodes: readonly FlowElement[], edges: readonly FlowEdge[]): void {
  const next = {
    nodes: nodes.filter(({ selected }) => selected).map(({ id }) => id),
    connections: edges.filter(({ selected }) => selected).map(({ id }) => id),
  };
  const { selection } = store.getState();
  if (next.nodes.join() === selection.nodes.join() && next.connections.join() === selection.connections.join()) return;
  store.setState({ selection: next });
}

/** What the canvas draws: the drawing of the store and, while something is dragged, where it is by now. */
export function useFlowElements(): Elements {
  const store = useEditorStore();
  const graph = useEditor(selectGraph);
  const selection = useEditor((state) => state.selection);
  const types = useFlowView((view) => view.types);
  const view = useContext(FlowViewContext);
  const [nodes, setNodes] = useState<FlowElement[]>([]);
  const [edges, setEdges] = useState<FlowEdge[]>([]);
  const latest = useRef({ nodes, edges });
  latest.current = { nodes, edges };

  useEffect(() => {
    setNodes((before) => flowElements(graph, types, before));
    setEdges((before) => flowEdges(graph, before));
    view?.setState({ connected: connectedOutputs(graph) });
  }, [graph, types, view]);

  useEffect(() => {
    const [chosen, lines] = [new Set(selection.nodes), new Set(selection.connections)];
    setNodes((before) => withSelection(before, chosen));
    setEdges((before) => withSelection(before, lines));
  }, [selection]);

  const onNodesChange = useCallback(
    (given: NodeChange<FlowElement>[]) => {
      const changes = withMembers(given, latest.current.nodes);
      const next = applyNodeChanges(changes, latest.current.nodes);
      latest.current = { ...latest.current, nodes: next };
      setNodes(next);
      const positions = restingPositions(changes);
      if (Object.keys(positions).length > 0) act(store, { type: 'move', positions });
      if (changes.some(({ type }) => type === 'select')) noteSelection(store, next, latest.current.edges);
    },
    [store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const next = applyEdgeChanges(changes, latest.current.edges);
      latest.current = { ...latest.current, edges: next };
      setEdges(next);
      if (changes.some(({ type }) => type === 'select')) noteSelection(store, latest.current.nodes, next);
    },
    [store],
  );
  return useMemo(() => ({ nodes, edges, onNodesChange, onEdgesChange }), [nodes, edges, onNodesChange, onEdgesChange]);
}

function withSelection<Element extends { readonly id: string; readonly selected?: boolean }>(
  elements: Element[],
  chosen: ReadonlySet<string>,
): Element[] {
  if (elements.every(({ id, selected }) => Boolean(selected) === chosen.has(id))) return elements;
  return elements.map((one) =>
    Boolean(one.selected) === chosen.has(one.id) ? one : { ...one, selected: chosen.has(one.id) },
  );
}
