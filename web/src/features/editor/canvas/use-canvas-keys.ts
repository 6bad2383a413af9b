import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { isPart } from '../../../lib/graph/canvas.ts';
import { handlesOf } from '../../../lib/graph/handles.ts';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { groupSelected, resizeSelected } from '../actions/canvas-parts.ts';
import { duplicateSelected, removeSelected, selectAll, tidyUp, toggleDisabled } from '../actions/editor-actions.ts';
import { type EditorStore, openOverlay, redoStep, undoStep, useEditorStore } from '../store/editor-store.ts';
import { useAddNote } from './use-add-note.ts';

/** How far one press makes a note or a group larger. */
const STEP = 20;

function resizeKeys(store: EditorStore): { readonly [key: string]: () => void } {
  return {
    'Alt+ArrowRight': () => resizeSelected(store, { width: STEP, height: 0 }),
    'Alt+ArrowLeft': () => resizeSelected(store, { width: -STEP, height: 0 }),
    'Alt+ArrowDown': () => resizeSelected(store, { width: 0, height: STEP }),
    'Alt+ArrowUp': () => resizeSelected(store, { width: 0, height: -STEP }),
  };
}

/** Where keys are text: nothing here may eat them. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable=true], dialog') !== null
  );
}

function keyName(event: Pick<globalThis.KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const parts = [
    event.ctrlKey || event.metaKey ? 'Mod' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && event.key.length > 1 ? 'Shift' : '',
  ];
  return [...parts.filter(Boolean), event.key.length === 1 ? event.key.toLowerCase() : event.key].join('+');
}

/** What is open over the page by keyboard from everywhere in it. */
function pageKeys(store: EditorStore): { readonly [key: string]: () => void } {
  return {
    'Mod+k': () => openOverlay(store, 'commands'),
    'Mod+f': () => openOverlay(store, 'find'),
    'Mod+Enter': () => openOverlay(store, 'run'),
    'Mod+z': () => undoStep(store),
    'Mod+y': () => redoStep(store),
  };
}

/** Ctrl+K, Ctrl+F, undo and redo work wherever nobody is typing; Ctrl+K and Ctrl+F even there. */
function usePageKeys(store: EditorStore): void {
  useEffect(() => {
    const keys = pageKeys(store);
    function onKeyDown(event: globalThis.KeyboardEvent): void {
      const name = keyName(event);
      const isRedo = name === 'Mod+z' && event.shiftKey;
      const perform = isRedo ? keys['Mod+y'] : keys[name];
      if (!perform || event.defaultPrevented) return;
      if (isTyping(event.target) && !['Mod+k', 'Mod+Enter'].includes(name)) return;
      event.preventDefault();
      perform();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [store]);
}

/** Where a key is meant for the canvas: on it, or nowhere. */
function isForCanvas(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('.react-flow') !== null);
}

/** A person who came by pointer adds by Tab; for one who goes by keys, Tab goes on to what is next. */
function addsByTab(event: globalThis.KeyboardEvent): boolean {
  return event.key === 'Tab' && !event.shiftKey && !document.activeElement?.matches(':focus-visible');
}

/** What keys do on the canvas. */
export function useCanvasKeys(onOpen: (node: string) => void, isCovered: boolean): void {
  const store = useEditorStore();
  const types = useFlowView((view) => view.types);
  const { fitView, zoomIn, zoomOut } = useReactFlow();
  usePageKeys(store);
  const edit = useFlowView((view) => view.actions?.edit);
  const addNoteHere = useAddNote();

  function addNext(): void {
    const { selection, history } = store.getState();
    const [into] = selection.connections;
    const node = history.graph.nodes.find(({ id }) => id === selection.nodes[0]);
    const handle = node && handlesOf(node, types.get(node.type)).outputs[0];
    if (node && handle !== undefined) store.setState({ adding: { after: { node: node.id, handle } } });
    else store.setState({ adding: into === undefined ? {} : { into } });
  }

  const keys: { readonly [key: string]: () => void } = {
    Enter: () => {
      const [element] = store.getState().selection.nodes;
      if (element === undefined) return;
      if (isPart(element)) edit?.(element);
      else onOpen(element);
    },
    Delete: () => removeSelected(store),
    Backspace: () => removeSelected(store),
    'Mod+a': () => selectAll(store),
    'Mod+d': () => duplicateSelected(store),
    '+': addNext,
    n: addNext,
    d: () => toggleDisabled(store),
    c: () => store.getState().selection.nodes.length > 0 && openOverlay(store, 'connect'),
    t: () => void tidyUp(store, types),
    s: addNoteHere,
    g: () => edit?.(groupSelected(store)),
    ...resizeKeys(store),
    '1': () => void fitView({ maxZoom: 1, padding: 0.2, duration: 200 }),
    '=': () => void zoomIn(),
    '-': () => void zoomOut(),
  };

  function onKey(event: globalThis.KeyboardEvent): void {
    if (isCovered || isTyping(event.target) || !isForCanvas(event.target) || event.defaultPrevented) return;
    const perform = addsByTab(event) ? addNext : keys[keyName(event)];
    if (!perform) return;
    event.preventDefault();
    selectFocused(store, event.target);
    perform();
  }

  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => latest.current(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

/** A key is for the node that has the focus. */
function selectFocused(store: EditorStore, target: EventTarget | null): void {
  const focused = target instanceof Element ? target.closest('.react-flow__node')?.getAttribute('data-id') : null;
  if (!focused || store.getState().selection.nodes.includes(focused)) return;
  store.setState({ selection: { nodes: [focused], connections: [] } });
}
