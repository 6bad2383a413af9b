import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Fault } from '../../../lib/api/problem.ts';
import type { Workflow } from '../../../lib/api/schema.gen.ts';
import type { Command } from '../../../lib/graph/command.ts';
import type { Graph } from '../../../lib/graph/graph.ts';
import { type History, perform, redo, startHistory, undo } from '../../../lib/graph/history.ts';
import type { RunView } from '../../../lib/runs/run-view.ts';

/** Where the next node comes: after a node, into a connection, or at a place. */
export type AddPlace = {
  readonly after?: { readonly node: string; readonly handle: string };
  readonly before?: { readonly node: string; readonly handle: string };
  readonly into?: string;
  readonly at?: { readonly x: number; readonly y: number };
};

type SaveState =
  | { readonly type: 'saved' }
  | { readonly type: 'unsaved' }
  | { readonly type: 'saving' }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'conflict'; readonly theirs: Workflow };

type Selection = { readonly nodes: readonly string[]; readonly connections: readonly string[] };

/** What is open over the canvas. */
export type Overlay = 'commands' | 'find' | 'connect' | 'versions' | 'publish' | 'settings' | 'run' | null;

export type EditorState = {
  readonly workflow: Workflow;
  readonly history: History;
  /** What the server has, and at which revision: what changes are told from. */
  readonly saved: { readonly graph: Graph; readonly revision: number };
  readonly save: SaveState;
  readonly faults: readonly Fault[];
  readonly selection: Selection;
  readonly adding: AddPlace | null;
  readonly overlay: Overlay;
  /** The execution whose course and data are shown. */
  readonly run: RunView | null;
  readonly readOnly: boolean;
};

export type EditorStore = StoreApi<EditorState>;

export function graphOf({ nodes, connections, settings }: Graph): Graph {
  return { nodes, connections, settings };
}

export function createEditorStore(workflow: Workflow, readOnly: boolean): EditorStore {
  const graph = graphOf(workflow);
  return createStore<EditorState>(() => ({
    workflow,
    history: startHistory(graph),
    saved: { graph, revision: workflow.revision },
    save: { type: 'saved' },
    faults: [],
    selection: { nodes: [], connections: [] },
    adding: null,
    overlay: null,
    run: null,
    readOnly,
  }));
}

export const EditorContext = createContext<EditorStore | null>(null);

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (store === null) throw new Error('This belongs into an editor.');
  return store;
}

export function useEditor<Part>(select: (state: EditorState) => Part): Part {
  return useStore(useEditorStore(), select);
}

export const selectGraph = ({ history }: EditorState): Graph => history.graph;

/** Performs a command on the drawing; nothing changes where it may only be looked at. */
export function act(store: EditorStore, command: Command): void {
  store.setState((state) => {
    if (state.readOnly) return state;
    return { history: perform(state.history, command, Date.now()) };
  });
}

export function undoStep(store: EditorStore): void {
  store.setState(({ history }) => ({ history: undo(history) }));
}

export function redoStep(store: EditorStore): void {
  store.setState(({ history }) => ({ history: redo(history) }));
}

export function openOverlay(store: EditorStore, overlay: Overlay): void {
  store.setState({ overlay });
}
