import {
  type CanvasPart,
  canvasOf,
  freePartId,
  groupAround,
  groupElement,
  noteElement,
} from '../../../lib/graph/canvas.ts';
import { act, type EditorStore, selectGraph } from '../store/editor-store.ts';

/** Without a size of its own, a note is so large. */
const NOTE = { width: 240, height: 150 } as const;

const LEAST = 60;

function select(store: EditorStore, element: string): string {
  store.setState({ selection: { nodes: [element], connections: [] } });
  return element;
}

/** An empty note around a point, selected. Gives its element. */
export function addNote(store: EditorStore, at: { readonly x: number; readonly y: number }): string {
  const { notes } = canvasOf(selectGraph(store.getState()));
  const id = freePartId(notes, 'note');
  const position = { x: Math.round(at.x - NOTE.width / 2), y: Math.round(at.y - NOTE.height / 2) };
  act(store, { type: 'draw', part: { kind: 'note', part: { id, text: '', position, size: NOTE } } });
  return select(store, noteElement(id));
}

/** A frame around the selected nodes, selected. Gives its element; `null` where no node is selected. */
export function groupSelected(store: EditorStore): string | null {
  const graph = selectGraph(store.getState());
  const ids = new Set(store.getState().selection.nodes);
  const nodes = graph.nodes.filter(({ id, position }) => ids.has(id) && position);
  if (nodes.length === 0) return null;
  const part = groupAround(graph, nodes, 'Group');
  act(store, { type: 'draw', part: { kind: 'group', part } });
  return select(store, groupElement(part.id));
}

/** The selected notes and groups, as commands draw them. */
function selectedParts(store: EditorStore): CanvasPart[] {
  const ids = new Set(store.getState().selection.nodes);
  const { notes, groups } = canvasOf(selectGraph(store.getState()));
  return [
    ...notes.flatMap((part): CanvasPart[] => (ids.has(noteElement(part.id)) ? [{ kind: 'note', part }] : [])),
    ...groups.flatMap((part): CanvasPart[] => (ids.has(groupElement(part.id)) ? [{ kind: 'group', part }] : [])),
  ];
}

/** Makes the selected notes and groups larger, or smaller. */
export function resizeSelected(store: EditorStore, by: { readonly width: number; readonly height: number }): void {
  for (const one of selectedParts(store)) {
    const { width, height } = one.part.size ?? NOTE;
    const size = { width: Math.max(LEAST, width + by.width), height: Math.max(LEAST, height + by.height) };
    act(store, { type: 'draw', part: { ...one, part: { ...one.part, size } } as CanvasPart });
  }
}
