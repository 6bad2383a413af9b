import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { Plus, Trash2 } from 'lucide-react';
import { memo, type ReactElement, useState } from 'react';
import { classNames } from '../class-names.ts';
import styles from './flow-edge.module.css';
import { useFlowView } from './flow-view.ts';

export type FlowEdge = Edge<Record<string, never>, 'line'>;

function stateOf(status: string | undefined, count: number | undefined): 'idle' | 'live' | 'done' | 'empty' {
  if (status === undefined) return 'idle';
  if (status === 'running' || status === 'waiting') return 'live';
  return count === undefined || count === 0 ? 'empty' : 'done';
}

/** One connection: how many items went by it and, under the pointer, what can be done with it. */
export const ConnectionLine = memo(function ConnectionLine(props: EdgeProps<FlowEdge>): ReactElement {
  const { id, source, sourceHandleId, selected } = props;
  const [path, x, y] = getBezierPath(props);
  const status = useFlowView((view) => view.runs[source]?.status);
  const count = useFlowView((view) => view.runs[source]?.counts[sourceHandleId ?? 'main']);
  const actions = useFlowView((view) => view.actions);
  const [near, setNear] = useState(false);
  const hover = { onPointerEnter: () => setNear(true), onPointerLeave: () => setNear(false) };
  const shown = actions !== null && (near || selected);
  return (
    <g {...hover}>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={22}
        className={classNames(styles.line, styles[stateOf(status, count)], selected && styles.chosen)}
      />
      {(shown || (count !== undefined && count > 0)) && (
        <EdgeLabelRenderer>
          <div
            {...hover}
            className={classNames('nodrag nopan', styles.middle, shown && styles.usable)}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {count !== undefined && count > 0 && (
              <span className={styles.count}>
                {count.toLocaleString('en')} {count === 1 ? 'item' : 'items'}
              </span>
            )}
            {shown && (
              <>
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label="Insert a node here"
                  onClick={() => actions.insertInto(id)}
                >
                  <Plus size={13} />
                </button>
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label="Remove this connection"
                  onClick={() => actions.removeConnection(id)}
                >
                  <Trash2 size={13} />
                </button>
              </>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
