import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { type CanvasGroup, inColor } from '../../../lib/graph/canvas.ts';
import { classNames } from '../../class-names.ts';
import { useFlowView } from '../flow-view.ts';
import colors from './colors.module.css';
import type { GroupElement } from './part-elements.ts';
import { PartTools } from './part-tools.tsx';
import styles from './parts.module.css';
import { ResizeCorner } from './resize-corner.tsx';
import { leaveField, takeFocus } from './writing.ts';

const LEAST = { width: 160, height: 90 };
const LONGEST = 255;

/** A frame around nodes, which go with it when it is moved by its head. */
export const GroupFrame = memo(function GroupFrame({ id, data, selected }: NodeProps<GroupElement>): ReactElement {
  const { group } = data;
  const actions = useFlowView((view) => view.actions);
  const isEditing = useFlowView((view) => view.editing === id);
  const draw = (change: Partial<CanvasGroup>): void => actions?.draw({ kind: 'group', part: { ...group, ...change } });
  return (
    <div className={classNames(styles.group, colors[group.color ?? 'gray'], selected && styles.chosen)}>
      <div className={`group-head ${styles.head}`}>
        {isEditing && actions ? (
          <input
            ref={takeFocus}
            aria-label="Name of the group"
            className={`nodrag nopan ${styles.nameField}`}
            maxLength={LONGEST}
            value={group.name}
            onChange={(event) => draw({ name: event.target.value })}
            onBlur={() => actions.edit(null)}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Escape' || event.key === 'Enter') leaveField(event);
            }}
          />
        ) : (
          <bdi className={styles.groupName}>{group.name || 'Group'}</bdi>
        )}
      </div>
      {actions && selected && !isEditing && (
        <PartTools
          what="group"
          color={group.color}
          onColor={(color) => actions.draw({ kind: 'group', part: inColor(group, color) })}
          onEdit={() => actions.edit(id)}
          onRemove={() => actions.remove(id)}
        />
      )}
      {actions && selected && <ResizeCorner size={group.size} least={LEAST} onResize={(size) => draw({ size })} />}
    </div>
  );
});
