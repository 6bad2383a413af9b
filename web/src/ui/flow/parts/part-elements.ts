import type { Node } from '@xyflow/react';
import { type CanvasGroup, type CanvasNote, canvasOf, groupElement, noteElement } from '../../../lib/graph/canvas.ts';
import type { Graph } from '../../../lib/graph/graph.ts';

export type NoteElement = Node<{ readonly note: CanvasNote }, 'note'>;
/** Not of the type `group`: that one the canvas has looks of its own for. */
export type GroupElement = Node<{ readonly group: CanvasGroup }, 'frame'>;
export type PartElement = NoteElement | GroupElement;

export const NOTE_SIZE = { width: 240, height: 150 } as const;

/** Below all nodes and lines, also when they are selected, which raises them by 1,000. */
const BELOW = { group: -4000, note: -2000 } as const;

function firstWords(text: string): string {
  return text.trim().slice(0, 80) || 'empty';
}

function noteOf(note: CanvasNote): NoteElement {
  return {
    id: noteElement(note.id),
    type: 'note',
    position: note.position,
    data: { note },
    zIndex: BELOW.note,
    connectable: false,
    ...(note.size ?? NOTE_SIZE),
    ariaLabel: `Note: ${firstWords(note.text)}`,
  };
}

function groupOf(group: CanvasGroup): GroupElement {
  return {
    id: groupElement(group.id),
    type: 'frame',
    position: group.position,
    data: { group },
    zIndex: BELOW.group,
    connectable: false,
    dragHandle: '.group-head',
    // Inside, the pointer is for the canvas.
    style: { pointerEvents: 'none' },
    ...group.size,
    ariaLabel: `Group ${group.name}, ${group.nodes.length} ${group.nodes.length === 1 ? 'node' : 'nodes'}`,
  };
}

function kept<Element extends PartElement>(old: PartElement | undefined, fresh: Element): Element {
  return old === undefined ? fresh : { ...old, ...fresh, ...(old.dragging && { position: old.position }) };
}

/** Notes and groups as the canvas draws them. Those that did not change stay the same objects. */
export function partElements(graph: Graph, before: readonly PartElement[]): PartElement[] {
  const known = new Map(before.map((element) => [element.id, element]));
  const { notes, groups } = canvasOf(graph);
  return [
    ...groups.map((group): PartElement => {
      const old = known.get(groupElement(group.id));
      return old?.type === 'frame' && old.data.group === group && !old.dragging ? old : kept(old, groupOf(group));
    }),
    ...notes.map((note): PartElement => {
      const old = known.get(noteElement(note.id));
      return old?.type === 'note' && old.data.note === note && !old.dragging ? old : kept(old, noteOf(note));
    }),
  ];
}
