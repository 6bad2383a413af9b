import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { type CanvasNote, inColor } from '../../../lib/graph/canvas.ts';
import { classNames } from '../../class-names.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import { type FlowActions, useFlowView } from '../flow-view.ts';
import colors from './colors.module.css';
import { NOTE_SIZE, type NoteElement } from './part-elements.ts';
import { PartTools } from './part-tools.tsx';
import styles from './parts.module.css';
import { ResizeCorner } from './resize-corner.tsx';
import { leaveField, takeFocus } from './writing.ts';

const LEAST = { width: 120, height: 60 };
const LONGEST = 10_000;

/** A text beside the nodes, in Markdown. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteElement>): ReactElement {
  const { note } = data;
  const actions = useFlowView((view) => view.actions);
  const isEditing = useFlowView((view) => view.editing === id);
  const draw = (change: Partial<CanvasNote>): void => actions?.draw({ kind: 'note', part: { ...note, ...change } });
  return (
    <div className={classNames(styles.note, colors[note.color ?? 'yellow'], selected && styles.chosen)}>
      {isEditing && actions ? (
        <Writing actions={actions} text={note.text} onWrite={(text) => draw({ text })} />
      ) : (
        <Markdown text={note.text} />
      )}
      {!isEditing && note.text === '' && <p className={styles.hint}>Double click to write</p>}
      {actions && selected && !isEditing && (
        <PartTools
          what="note"
          color={note.color}
          onColor={(color) => actions.draw({ kind: 'note', part: inColor(note, color) })}
          onEdit={() => actions.edit(id)}
          onRemove={() => actions.remove(id)}
        />
      )}
      {actions && selected && (
        <ResizeCorner size={note.size ?? NOTE_SIZE} least={LEAST} onResize={(size) => draw({ size })} />
      )}
    </div>
  );
});

type WritingProps = {
  readonly actions: FlowActions;
  readonly text: string;
  readonly onWrite: (text: string) => void;
};

function Writing({ actions, text, onWrite }: WritingProps): ReactElement {
  return (
    <textarea
      ref={takeFocus}
      aria-label="Text of the note, in Markdown"
      className={`nodrag nowheel nopan ${styles.write}`}
      maxLength={LONGEST}
      value={text}
      placeholder="# A heading, **bold**, - a list"
      onChange={(event) => onWrite(event.target.value)}
      onBlur={() => actions.edit(null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') leaveField(event);
      }}
    />
  );
}
