import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { NodeType } from '../../lib/api/schema.gen.ts';
import type { CanvasPart } from '../../lib/graph/canvas.ts';

/** How a node stands in the execution that is shown: its latest run. */
export type RunMark = {
  readonly status: string;
  readonly runs: number;
  readonly durationMs: number | null;
  /** How many items went out of each handle. */
  readonly counts: { readonly [handle: string]: number };
  readonly errorMessage: string | null;
  readonly source: string;
};

/** What the canvas shows beside the drawing itself. It changes often, so each node looks at its own part only. */
export type FlowView = {
  readonly types: ReadonlyMap<string, NodeType>;
  readonly runs: { readonly [nodeId: string]: RunMark };
  /** How many faults each node has. */
  readonly faults: { readonly [nodeId: string]: number };
  /** Output handles that lead somewhere, as `<node> <handle>`. */
  readonly connected: ReadonlySet<string>;
  /** How nodes differ from another version. */
  readonly changes: { readonly [nodeId: string]: 'added' | 'removed' | 'changed' };
  /** The note whose text, or the group whose name, is being written: its element. */
  readonly editing: string | null;
  readonly actions: FlowActions | null;
};

/** What can be done on the canvas; where there is nothing to do, it is only looked at. */
export type FlowActions = {
  addAfter(node: string, handle: string): void;
  insertInto(connection: string): void;
  open(node: string): void;
  removeConnection(connection: string): void;
  /** Draws a note or a group as it is to be. */
  draw(part: CanvasPart): void;
  /** Takes a note or a group away, by its element. */
  remove(element: string): void;
  /** Lets somebody write at the note or group of this element; `null`: nobody writes any more. */
  edit(element: string | null): void;
};

export type FlowViewStore = StoreApi<FlowView>;

export function createFlowView(types: FlowView['types']): FlowViewStore {
  return createStore<FlowView>(() => ({
    types,
    runs: {},
    faults: {},
    connected: new Set(),
    changes: {},
    editing: null,
    actions: null,
  }));
}

export const FlowViewContext = createContext<FlowViewStore | null>(null);

/** A part of what the canvas shows. */
export function useFlowView<Part>(select: (view: FlowView) => Part): Part {
  const store = useContext(FlowViewContext);
  if (store === null) throw new Error('This belongs onto a canvas.');
  return useStore(store, select);
}
