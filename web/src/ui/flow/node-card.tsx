import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, Pin, Plus, StickyNote } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { WorkflowNode } from '../../lib/graph/graph.ts';
import { type Handles, handleLabel } from '../../lib/graph/handles.ts';
import { summaryOf } from '../../lib/graph/summary.ts';
import { classNames } from '../class-names.ts';
import { useFlowView } from './flow-view.ts';
import styles from './node-card.module.css';
import { nodeIcon } from './node-icons.tsx';
import { handleTop } from './node-size.ts';
import colors from './parts/colors.module.css';
import { RunBadge } from './run-badge.tsx';

export type FlowNode = Node<{ readonly node: WorkflowNode; readonly handles: Handles }, 'step'>;

/** One node of the canvas. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<FlowNode>): ReactElement {
  const { node, handles } = data;
  const type = useFlowView((view) => view.types.get(node.type));
  const run = useFlowView((view) => view.runs[id]);
  const faults = useFlowView((view) => view.faults[id] ?? 0);
  const change = useFlowView((view) => view.changes[id]);
  const Icon = nodeIcon(node.type);
  return (
    <div
      className={classNames(
        styles.card,
        styles[type?.kind ?? 'action'],
        node.color && colors[node.color],
        node.color && styles.colored,
        selected && styles.selected,
        node.disabled && styles.disabled,
        run && styles[`run_${run.status}`],
        faults > 0 && styles.faulty,
        change && styles[`change_${change}`],
      )}
    >
      {handles.inputs.map((handle, index) => (
        <Handle
          key={handle}
          id={handle}
          type="target"
          position={Position.Left}
          className={styles.handle}
          style={{ top: handleTop(index, handles.inputs.length) }}
        />
      ))}
      <span className={styles.tile}>
        <Icon size={19} />
      </span>
      <span className={styles.texts}>
        <bdi className={styles.name}>{node.name}</bdi>
        <Detail node={node} typeName={type?.name ?? node.type} />
      </span>
      <Marks node={node} faults={faults} />
      {run && <RunBadge run={run} />}
      {handles.outputs.map((handle, index) => (
        <Output key={handle} node={node} handle={handle} top={handleTop(index, handles.outputs.length)} />
      ))}
    </div>
  );
});

/** What the node does or, where its config does not say that, what kind of node it is. */
function Detail({ node, typeName }: { readonly node: WorkflowNode; readonly typeName: string }): ReactElement | null {
  const text = node.disabled ? 'Disabled' : summaryOf(node) || (typeName === node.name ? '' : typeName);
  return text === '' ? null : <bdi className={styles.type}>{text}</bdi>;
}

function Marks({ node, faults }: { readonly node: WorkflowNode; readonly faults: number }): ReactElement {
  const told = `${faults} ${faults === 1 ? 'fault' : 'faults'}`;
  return (
    <span className={styles.marks}>
      {node.pinned_data && <Pin size={13} role="img" aria-label="Has pinned data" />}
      {node.notes && <StickyNote size={13} role="img" aria-label="Has a note" />}
      {faults > 0 && <CircleAlert size={15} role="img" className={styles.fault} aria-label={told} />}
    </span>
  );
}

type OutputProps = { readonly node: WorkflowNode; readonly handle: string; readonly top: string };

/** An output handle with its name and, as long as it leads nowhere, the button that adds what comes next. */
function Output({ node, handle, top }: OutputProps): ReactElement {
  const label = handleLabel(node, handle);
  const isOpen = useFlowView((view) => view.actions !== null && !view.connected.has(`${node.id} ${handle}`));
  const actions = useFlowView((view) => view.actions);
  return (
    <>
      <Handle
        id={handle}
        type="source"
        position={Position.Right}
        className={classNames(styles.handle, handle === 'error' && styles.errorHandle)}
        style={{ top }}
      />
      {label && (
        <span className={styles.label} style={{ top }}>
          {label}
        </span>
      )}
      {isOpen && (
        <button
          type="button"
          tabIndex={-1}
          className={classNames('nodrag nopan', styles.add)}
          style={{ top }}
          aria-label={`Add a node after ${node.name}${label ? `, ${label}` : ''}`}
          onClick={(event) => {
            event.stopPropagation();
            actions?.addAfter(node.id, handle);
          }}
        >
          <Plus size={14} />
        </button>
      )}
    </>
  );
}
