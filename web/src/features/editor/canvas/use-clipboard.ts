import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import type { Fragment } from '../../../lib/graph/new-nodes.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { toast } from '../../../ui/toast/toasts.ts';
import { placeFragment, removeSelected, selectedFragment } from '../actions/editor-actions.ts';
import { type EditorStore, useEditorStore } from '../store/editor-store.ts';

function isText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable=true], dialog') !== null;
}

function copy(store: EditorStore, event: ClipboardEvent): boolean {
  const fragment = selectedFragment(store);
  if (isText(event.target) || fragment.nodes.length === 0 || String(getSelection() ?? '') !== '') return false;
  event.clipboardData?.setData('text/plain', JSON.stringify({ format: 'linkflow.nodes', ...fragment }, null, 2));
  event.preventDefault();
  return true;
}

/** How far a fragment has to go to be in the middle of what is seen. */
function distanceTo({ nodes }: Fragment, middle: { readonly x: number; readonly y: number }): { x: number; y: number } {
  const left = Math.min(...nodes.map(({ position }) => position?.x ?? 0));
  const top = Math.min(...nodes.map(({ position }) => position?.y ?? 0));
  return { x: Math.round(middle.x - left - 110), y: Math.round(middle.y - top - 32) };
}

/** What is to be pasted onto the canvas; nothing where it is meant for a field. */
function pastedText(store: EditorStore, event: ClipboardEvent): string {
  if (isText(event.target) || store.getState().readOnly) return '';
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  if (text !== '') event.preventDefault();
  return text;
}

/** Copies nodes as JSON, and takes in such JSON, a workflow file too: by the clipboard's events, which work without https. */
export function useClipboard(): void {
  const store = useEditorStore();
  const { path } = useWorkspace();
  const { screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => void copy(store, event);
    const onCut = (event: ClipboardEvent): void => {
      if (copy(store, event)) removeSelected(store);
    };
    const onPaste = async (event: ClipboardEvent): Promise<void> => {
      const text = pastedText(store, event);
      if (text === '') return;
      try {
        const { readFragment } = await import('../actions/read-fragment.ts');
        const fragment = await readFragment(path, text);
        placeFragment(
          store,
          fragment,
          distanceTo(fragment, screenToFlowPosition({ x: innerWidth / 2, y: innerHeight / 2 })),
        );
      } catch (error) {
        toast('Nothing was pasted.', { tone: 'bad', detail: error instanceof Error ? error.message : null });
      }
    };
    const paste = (event: ClipboardEvent): void => void onPaste(event);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', paste);
    };
  }, [store, path, screenToFlowPosition]);
}
