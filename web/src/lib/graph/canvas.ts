import type { Canvas, CanvasGroup, CanvasNote } from '../api/schema.gen.ts';
import type { Graph, WorkflowNode } from './graph.ts';

export type { CanvasGroup, CanvasNote };

type Point = { readonly x: number; readonly y: number };

/** A note or a group, as a command names it. */
export type CanvasPart =
  | { readonly kind: 'note'; readonly part: CanvasNote }
  | { readonly kind: 'group'; readonly part: CanvasGroup };

/** What of a node counts for whether it stands in a group: its middle. */
const MIDDLE: Point = { x: 108, y: 32 };

/** How far from its nodes the frame of a new group goes; at the top there is room for its name. */
const AROUND = { side: 28, top: 52 } as const;

/** What a note is called on the canvas, where ids of nodes are, too: those have no colon. */
export function noteElement(id: string): string {
  return `note:${id}`;
}

export function groupElement(id: string): string {
  return `group:${id}`;
}

/** Whether an element is a note or a group, and no node. */
export function isPart(element: string): boolean {
  return element.includes(':');
}

export function canvasOf({ settings }: Graph): Required<Canvas> {
  return { notes: settings.canvas?.notes ?? [], groups: settings.canvas?.groups ?? [] };
}

function withCanvas(graph: Graph, { notes, groups }: Required<Canvas>): Graph {
  const { canvas: _before, ...settings } = graph.settings;
  if (notes.length + groups.length === 0) return { ...graph, settings };
  const canvas = { ...(notes.length > 0 && { notes }), ...(groups.length > 0 && { groups }) };
  return { ...graph, settings: { ...settings, canvas } };
}

function put<Part extends { readonly id: string }>(parts: readonly Part[], part: Part): Part[] {
  const isThere = parts.some(({ id }) => id === part.id);
  return isThere ? parts.map((one) => (one.id === part.id ? part : one)) : [...parts, part];
}

/** Draws a note or a group, anew or in the place of the one with its id. */
export function drawPart(graph: Graph, { kind, part }: CanvasPart): Graph {
  const { notes, groups } = canvasOf(graph);
  return kind === 'note'
    ? withCanvas(graph, { notes: put(notes, part), groups })
    : withCanvas(graph, { notes, groups: put(groups, part) });
}

/** Without the notes and groups of these elements. What stood in a group stays where it is. */
export function eraseParts(graph: Graph, elements: ReadonlySet<string>): Graph {
  const before = canvasOf(graph);
  const notes = before.notes.filter(({ id }) => !elements.has(noteElement(id)));
  const groups = before.groups.filter(({ id }) => !elements.has(groupElement(id)));
  const isSame = notes.length === before.notes.length && groups.length === before.groups.length;
  return isSame ? graph : withCanvas(graph, { notes, groups });
}

function placed<Part extends { readonly position: Point }>(part: Part, to: Point | undefined): Part {
  if (to === undefined || (to.x === part.position.x && to.y === part.position.y)) return part;
  return { ...part, position: { x: Math.round(to.x), y: Math.round(to.y) } };
}

function isIn({ position, size }: CanvasGroup, node: WorkflowNode): boolean {
  const [x, y] = [(node.position?.x ?? 0) + MIDDLE.x - position.x, (node.position?.y ?? 0) + MIDDLE.y - position.y];
  return x >= 0 && y >= 0 && x <= size.width && y <= size.height;
}

/** Of the nodes that were moved, those that came to stand in a group belong to it, and those that left it don't. */
function regrouped(group: CanvasGroup, moved: readonly WorkflowNode[]): CanvasGroup {
  const [inside, outside] = [moved.filter((node) => isIn(group, node)), moved.filter((node) => !isIn(group, node))];
  const gone = new Set(outside.map(({ id }) => id));
  const nodes = [...new Set([...group.nodes.filter((id) => !gone.has(id)), ...inside.map(({ id }) => id)])];
  return nodes.join() === group.nodes.join() ? group : { ...group, nodes };
}

/** Moves notes and groups to where their elements are; `graph` has its nodes moved already. */
export function moveParts(graph: Graph, positions: { readonly [element: string]: Point }): Graph {
  const before = canvasOf(graph);
  const moved = graph.nodes.filter(({ id }) => id in positions);
  const notes = before.notes.map((note) => placed(note, positions[noteElement(note.id)]));
  const groups = before.groups.map((group) => regrouped(placed(group, positions[groupElement(group.id)]), moved));
  const isSame =
    notes.every((note, at) => note === before.notes[at]) && groups.every((group, at) => group === before.groups[at]);
  return isSame ? graph : withCanvas(graph, { notes, groups });
}

/** A part in this colour, or in none of its own. */
export function inColor<Part extends CanvasNote | CanvasGroup>(part: Part, color: Part['color']): Part {
  const { color: _before, ...others } = part;
  return { ...others, ...(color && { color }) } as Part;
}

/** An id that no part of a list has. */
export function freePartId(parts: readonly { readonly id: string }[], stem: string): string {
  const taken = new Set(parts.map(({ id }) => id));
  for (let count = 1; ; count += 1) if (!taken.has(`${stem}_${count}`)) return `${stem}_${count}`;
}

/** A frame around these nodes. */
export function groupAround(graph: Graph, nodes: readonly WorkflowNode[], name: string): CanvasGroup {
  const [xs, ys] = [nodes.map(({ position }) => position?.x ?? 0), nodes.map(({ position }) => position?.y ?? 0)];
  const [left, top] = [Math.min(...xs) - AROUND.side, Math.min(...ys) - AROUND.top];
  const [right, bottom] = [Math.max(...xs) + 2 * MIDDLE.x + AROUND.side, Math.max(...ys) + 2 * MIDDLE.y + AROUND.side];
  return {
    id: freePartId(canvasOf(graph).groups, 'group'),
    name,
    nodes: nodes.map(({ id }) => id),
    position: { x: left, y: top },
    size: { width: right - left, height: bottom - top },
  };
}
