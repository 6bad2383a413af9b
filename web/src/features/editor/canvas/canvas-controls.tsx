import { Panel, useReactFlow } from '@xyflow/react';
import {
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  Group,
  Plus,
  Redo2,
  StickyNote,
  Undo2,
} from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../../ui/button/button.tsx';
import styles from '../../../ui/flow/controls.module.css';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { ZoomButtons } from '../../../ui/flow/zoom-buttons.tsx';
import { groupSelected } from '../actions/canvas-parts.ts';
import { alignSelected, tidyUp } from '../actions/editor-actions.ts';
import { redoStep, undoStep, useEditor, useEditorStore } from '../store/editor-store.ts';
import { useAddNote } from './use-add-note.ts';

/** What there is to do with the drawing as a whole. */
export function CanvasControls(): ReactElement {
  const store = useEditorStore();
  const { fitView } = useReactFlow();
  const types = useFlowView((view) => view.types);
  const edit = useFlowView((view) => view.actions?.edit);
  const addNote = useAddNote();
  const readOnly = useEditor((state) => state.readOnly);
  const canUndo = useEditor(({ history }) => history.past.length > 0);
  const canRedo = useEditor(({ history }) => history.future.length > 0);
  const isGroup = useEditor(({ selection }) => selection.nodes.length > 1);
  return (
    <Panel position="bottom-left">
      <div className={styles.controls} role="toolbar" aria-label="Canvas">
        {!readOnly && (
          <>
            <IconButton label="Add a node (N)" onClick={() => store.setState({ adding: {} })}>
              <Plus size={17} />
            </IconButton>
            <IconButton label="Add a note (S)" onClick={addNote}>
              <StickyNote size={16} />
            </IconButton>
            <IconButton label="Undo (Ctrl+Z)" disabled={!canUndo} onClick={() => undoStep(store)}>
              <Undo2 size={16} />
            </IconButton>
            <IconButton label="Redo (Ctrl+Y)" disabled={!canRedo} onClick={() => redoStep(store)}>
              <Redo2 size={16} />
            </IconButton>
            <IconButton
              label="Tidy up (T)"
              onClick={() => void tidyUp(store, types).then(() => fitView({ maxZoom: 1, padding: 0.2 }))}
            >
              <AlignHorizontalSpaceAround size={16} />
            </IconButton>
          </>
        )}
        {isGroup && !readOnly && (
          <>
            <IconButton label="Group (G)" onClick={() => edit?.(groupSelected(store))}>
              <Group size={16} />
            </IconButton>
            <IconButton label="Align at the left" onClick={() => alignSelected(store, 'left')}>
              <AlignStartVertical size={16} />
            </IconButton>
            <IconButton label="Align at the top" onClick={() => alignSelected(store, 'top')}>
              <AlignStartHorizontal size={16} />
            </IconButton>
          </>
        )}
        <ZoomButtons />
      </div>
    </Panel>
  );
}
