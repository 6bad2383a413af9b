import { Pencil, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../button/button.tsx';
import { type CanvasColor, ColorChoice } from './color-choice.tsx';
import styles from './parts.module.css';

type PartToolsProps = {
  readonly what: 'note' | 'group';
  readonly color: CanvasColor | undefined;
  readonly onColor: (color: CanvasColor | undefined) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

/** What can be done with a note or a group that is selected. */
export function PartTools({ what, color, onColor, onEdit, onRemove }: PartToolsProps): ReactElement {
  return (
    <div role="toolbar" aria-label={`This ${what}`} className={`nodrag nopan ${styles.tools}`}>
      <ColorChoice value={color} onChange={onColor} />
      <IconButton label={what === 'note' ? 'Write (Enter)' : 'Rename (Enter)'} onClick={onEdit}>
        <Pencil size={15} />
      </IconButton>
      <IconButton label={`Remove this ${what} (Del)`} onClick={onRemove}>
        <Trash2 size={15} />
      </IconButton>
    </div>
  );
}
