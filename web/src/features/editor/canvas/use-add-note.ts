import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { addNote } from '../actions/canvas-parts.ts';
import { useEditorStore } from '../store/editor-store.ts';

/** Puts a note into the middle of what is seen, to be written at once. */
export function useAddNote(): () => void {
  const store = useEditorStore();
  const { screenToFlowPosition } = useReactFlow();
  const edit = useFlowView((view) => view.actions?.edit);
  return useCallback(() => {
    const middle = screenToFlowPosition({ x: innerWidth / 2, y: innerHeight / 2 });
    edit?.(addNote(store, middle));
  }, [store, screenToFlowPosition, edit]);
}
