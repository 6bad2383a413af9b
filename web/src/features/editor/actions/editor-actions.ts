import type { NodeType } from '../../../lib/api/schema.gen.ts';
import { canvasOf, groupElement, noteElement } from '../../../lib/graph/canvas.ts';
import { connectionId, findNode, MAIN, type WorkflowNode } from '../../../lib/graph/graph.ts';
import { handlesOf } from '../../../lib/graph/handles.ts';
import { adopt, type Fragment, fragmentOf, newNode } from '../../../lib/graph/new-nodes.ts';
import { NODE_WIDTH, nodeHeight } from '../../../ui/flow/node-size.ts';
import { type AddPlace, act, type EditorStore } from '../store/editor-store.ts';

const GAP = 90;
const ROW = 110;

function graph(store: EditorStore) {
  return store.getState().history.graph;
}

function isTaken(nodes: readonly WorkflowNode[], x: number, y: number): boolean {
  return nodes.some(
    ({ position }) => position && Math.abs(position.x - x) < NODE_WIDTH && Math.abs(position.y - y) < ROW - 10,
  );
}

/** A free place: the wanted one, or below it. */
function freePlace(store: EditorStore, wanted: { readonly x: number; readonly y: number }): { x: number; y: number } {
  const { nodes } = graph(store);
  let { y } = wanted;
  while (isTaken(nodes, wanted.x, y)) y += ROW;
  return { x: wanted.x, y };
}

function placeFor(store: EditorStore, place: AddPlace): { x: number; y: number } {
  if (place.at) return freePlace(store, { x: place.at.x, y: place.at.y - 32 });
  const { nodes, connections } = graph(store);
  const line = place.into === undefined ? undefined : connections.find((one) => connectionId(one) === place.into);
  const origin = findNode(graph(store), place.after?.node ?? line?.source ?? '') ?? nodes.at(-1);
  const { x, y } = origin?.position ?? { x: -NODE_WIDTH - GAP, y: 0 };
  return freePlace(store, { x: x + NODE_WIDTH + GAP, y });
}

/** Adds a node of a type where it is wanted, connected as that says. Gives its id. */
export function addNode(store: EditorStore, type: NodeType, place: AddPlace): string {
  const node = newNode(graph(store), type, placeFor(store, place));
  const { inputs, outputs } = handlesOf(node, type);
  const [input, output] = [inputs[0], outputs[0]];
  const named = (field: 'sourceHandle' | 'targetHandle', handle: string) =>
    handle === MAIN ? {} : { [field]: handle };
  if (place.into !== undefined && input !== undefined && output !== undefined) {
    act(store, { type: 'insert', node, into: place.into, input, output });
  } else {
    const { after, before } = place;
    const connections = [
      ...(after && input !== undefined
        ? [
            {
              source: after.node,
              target: node.id,
              ...named('sourceHandle', after.handle),
              ...named('targetHandle', input),
            },
          ]
        : []),
      ...(before && output !== undefined
        ? [
            {
              source: node.id,
              target: before.node,
              ...named('sourceHandle', output),
              ...named('targetHandle', before.handle),
            },
          ]
        : []),
    ];
    act(store, { type: 'add', nodes: [node], connections });
  }
  store.setState({ selection: { nodes: [node.id], connections: [] }, adding: null });
  return node.id;
}

export function removeSelected(store: EditorStore): void {
  const { nodes, connections } = store.getState().selection;
  if (nodes.length + connections.length === 0) return;
  act(store, { type: 'remove', nodes, connections });
  store.setState({ selection: { nodes: [], connections: [] } });
}

export function selectAll(store: EditorStore): void {
  const { notes, groups } = canvasOf(graph(store));
  const parts = [...notes.map(({ id }) => noteElement(id)), ...groups.map(({ id }) => groupElement(id))];
  store.setState({ selection: { nodes: [...graph(store).nodes.map(({ id }) => id), ...parts], connections: [] } });
}

export function selectedFragment(store: EditorStore): Fragment {
  return fragmentOf(graph(store), new Set(store.getState().selection.nodes));
}

/** Puts a fragment into the drawing and selects it. `by`: how far from where it was. */
export function placeFragment(
  store: EditorStore,
  fragment: Fragment,
  by: { readonly x: number; readonly y: number },
): void {
  const copy = adopt(graph(store), fragment, by);
  act(store, { type: 'add', ...copy });
  store.setState({ selection: { nodes: copy.nodes.map(({ id }) => id), connections: [] } });
}

export function duplicateSelected(store: EditorStore): void {
  const fragment = selectedFragment(store);
  if (fragment.nodes.length > 0) placeFragment(store, fragment, { x: 40, y: 60 });
}

/** Turns the selected nodes off or, if all are off, on. */
export function toggleDisabled(store: EditorStore, ids: readonly string[] = store.getState().selection.nodes): void {
  const nodes = graph(store).nodes.filter(({ id }) => ids.includes(id));
  if (nodes.length === 0) return;
  const on = nodes.every(({ disabled }) => disabled);
  act(store, { type: 'change', nodes: ids, change: { disabled: on ? undefined : true } });
}

type Side = 'left' | 'top';

/** Puts the selected nodes on one line. */
export function alignSelected(store: EditorStore, side: Side): void {
  const ids = new Set(store.getState().selection.nodes);
  const nodes = graph(store).nodes.filter(({ id, position }) => ids.has(id) && position);
  const axis = side === 'left' ? 'x' : 'y';
  const line = Math.min(...nodes.map(({ position }) => position?.[axis] ?? 0));
  const positions = Object.fromEntries(
    nodes.flatMap(({ id, position }) => (position ? [[id, { ...position, [axis]: line }]] : [])),
  );
  act(store, { type: 'move', positions });
}

/** Lays the drawing out anew, from left to right; of a selection of several, only those. */
export async function tidyUp(store: EditorStore, types: ReadonlyMap<string, NodeType>): Promise<void> {
  const { layOut } = await import('./lay-out.ts');
  const { selection } = store.getState();
  const all = graph(store);
  const part = selection.nodes.length > 1 ? fragmentOf(all, new Set(selection.nodes)) : all;
  const sized = part.nodes.map((node) => ({
    id: node.id,
    width: NODE_WIDTH,
    height: nodeHeight(handlesOf(node, types.get(node.type))),
    ...(node.position && { position: node.position }),
  }));
  act(store, { type: 'move', positions: layOut(sized, part.connections) });
}
