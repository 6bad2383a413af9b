import { Crosshair, Play, Redo2, X } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useItems } from '../../../lib/data/use-items.ts';
import { findNode, type WorkflowNode } from '../../../lib/graph/graph.ts';
import { hasEnded } from '../../../lib/runs/run-view.ts';
import { Button, IconButton } from '../../../ui/button/button.tsx';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { nodeIcon } from '../../../ui/flow/node-icons.tsx';
import { ResizableColumns } from '../../../ui/layout/resizable-columns.tsx';
import { useNodeRuns } from '../run/node-data.ts';
import type { RunRequest } from '../run/start-run.ts';
import { act, selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';
import { ConfigColumn } from './config-column.tsx';
import { InputColumn } from './input-column.tsx';
import { inputOf, type NodeInput } from './node-input.ts';
import { OutputColumn } from './output-column.tsx';
import styles from './panel.module.css';

type NodePanelProps = {
  readonly nodeId: string;
  readonly onClose: () => void;
  readonly onRun: (wanted: RunRequest) => void;
  readonly onWatch: (executionId: string) => void;
};

/** A node opened: what comes in, what it does with it, and what goes out. */
export function NodePanel({ nodeId, onClose, onRun, onWatch }: NodePanelProps): ReactElement | null {
  const graph = useEditor(selectGraph);
  const run = useEditor((state) => state.run);
  const runs = useNodeRuns(run);
  const node = findNode(graph, nodeId);
  const panel = useRef<HTMLElement>(null);
  const [item, setItem] = useState(0);
  const [source, setSource] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each node that is opened gets the focus.
  useEffect(() => {
    panel.current?.focus();
    setItem(0);
    setSource(null);
  }, [nodeId]);
  const plan = node && inputOf(graph, node, runs.data ?? [], source);
  const list = useItems(plan?.asked ?? null);
  if (!node || !plan) return null;
  const isTrigger = node.type.startsWith('trigger.');
  const { pinned, asked, total, ...known } = plan;
  const input: NodeInput = { ...known, items: pinned ?? list.items, list: pinned ? null : { ...list, total } };
  return (
    <section
      ref={panel}
      aria-label={`Node ${node.name}`}
      tabIndex={-1}
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <PanelHead node={node} onClose={onClose} onRun={onRun} />
      <ResizableColumns
        id="node"
        columns={[
          ...(isTrigger
            ? []
            : [
                {
                  label: 'Input',
                  content: <InputColumn input={input} run={run} item={item} onItem={setItem} onSource={setSource} />,
                },
              ]),
          {
            label: 'Config',
            content: <ConfigColumn key={node.id} node={node} input={input} item={item} onWatch={onWatch} />,
          },
          { label: 'Output', content: <OutputColumn node={node} runs={runs.data ?? []} onRun={onRun} /> },
        ]}
      />
    </section>
  );
}

function PanelHead({
  node,
  onClose,
  onRun,
}: { readonly node: WorkflowNode } & Omit<NodePanelProps, 'nodeId' | 'onWatch'>): ReactElement {
  const store = useEditorStore();
  const type = useFlowView((view) => view.types.get(node.type));
  const readOnly = useEditor((state) => state.readOnly);
  const run = useEditor((state) => state.run);
  const [text, setText] = useState<string | null>(null);
  const Icon = nodeIcon(node.type);
  const isTrigger = node.type.startsWith('trigger.');
  const canReuse = run !== null && hasEnded(run) && !isTrigger;
  return (
    <header className={styles.head}>
      <span className={styles.tile}>
        <Icon size={18} />
      </span>
      <div className={styles.names}>
        <input
          aria-label="Name of the node"
          className={styles.name}
          readOnly={readOnly}
          maxLength={255}
          value={text ?? node.name}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => {
            const name = text?.trim();
            if (name) act(store, { type: 'rename', node: node.id, name });
            setText(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
        <p className={styles.about}>{type?.description ?? `There is no node type ${node.type} here.`}</p>
      </div>
      {canReuse && (
        <>
          <Button
            size="small"
            icon={<Play size={13} />}
            onClick={() => onRun({ start_node_id: node.id, destination_node_id: node.id, reuse_execution_id: run.id })}
          >
            Run this node
          </Button>
          <Button
            size="small"
            icon={<Redo2 size={13} />}
            onClick={() => onRun({ start_node_id: node.id, reuse_execution_id: run.id })}
          >
            From here
          </Button>
        </>
      )}
      <Button size="small" icon={<Crosshair size={13} />} onClick={() => onRun({ destination_node_id: node.id })}>
        Run to here
      </Button>
      <IconButton label="Close (Esc)" onClick={onClose}>
        <X size={17} />
      </IconButton>
    </header>
  );
}
