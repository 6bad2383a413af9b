import '../../../ui/flow/flow.css';
import {
  Background,
  BackgroundVariant,
  type Connection,
  type FinalConnectionState,
  MiniMap,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react';
import type { ReactElement } from 'react';
import { MAIN } from '../../../lib/graph/graph.ts';
import { ConnectionLine } from '../../../ui/flow/flow-edge.tsx';
import type { FlowElement } from '../../../ui/flow/flow-elements.ts';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { NodeCard } from '../../../ui/flow/node-card.tsx';
import { PART_CARDS } from '../../../ui/flow/parts/part-cards.tsx';
import { act, type EditorStore, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './canvas.module.css';
import { CanvasControls } from './canvas-controls.tsx';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useClipboard } from './use-clipboard.ts';
import { useFlowElements } from './use-flow-elements.ts';

const NODE_TYPES = { step: NodeCard, ...PART_CARDS };
const EDGE_TYPES = { line: ConnectionLine };

/** From so many nodes on, those out of sight are not drawn. */
const CULL_FROM = 200;

/** From so many nodes on, there is an overview. */
const MAP_FROM = 8;

type CanvasProps = {
  readonly onOpen: (node: string) => void;
  /** Something lies over it that has the keys. */
  readonly isCovered: boolean;
};

function connect(store: EditorStore, { source, target, sourceHandle, targetHandle }: Connection): void {
  act(store, {
    type: 'connect',
    connection: {
      source,
      target,
      ...(sourceHandle && sourceHandle !== MAIN && { sourceHandle }),
      ...(targetHandle && targetHandle !== MAIN && { targetHandle }),
    },
  });
}

/** What an element looks like in the overview. */
function mapColor(element: FlowElement): string {
  if (element.type !== 'step') return 'var(--hover)';
  const [kind] = element.data.node.type.split('.');
  return kind === 'trigger' || kind === 'logic' ? `var(--${kind})` : 'var(--action)';
}

/** The drawing, to be changed by pointer and keyboard. */
export function Canvas({ onOpen, isCovered }: CanvasProps): ReactElement {
  const store = useEditorStore();
  const readOnly = useEditor((state) => state.readOnly);
  const { nodes, edges, onNodesChange, onEdgesChange } = useFlowElements();
  const { screenToFlowPosition } = useReactFlow();
  const actions = useFlowView((view) => view.actions);
  useCanvasKeys(onOpen, isCovered);
  useClipboard();

  /** A connection that was dropped on nothing asks what is to be there. */
  function onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
    if (state.isValid || state.fromNode === null || state.toNode !== null || readOnly) return;
    const spot = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!spot) return;
    const end = { node: state.fromNode.id, handle: state.fromHandle?.id ?? MAIN };
    const at = screenToFlowPosition({ x: spot.clientX, y: spot.clientY });
    store.setState({ adding: { at, ...(state.fromHandle?.type === 'target' ? { before: end } : { after: end }) } });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard, N adds a node.
    <div
      className={styles.canvas}
      onDoubleClick={(event) => {
        if (readOnly || !(event.target as Element).classList.contains('react-flow__pane')) return;
        store.setState({ adding: { at: screenToFlowPosition({ x: event.clientX, y: event.clientY }) } });
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={(connection) => connect(store, connection)}
        onConnectEnd={onConnectEnd}
        onNodeDoubleClick={(_event, { id, type }) => (type === 'step' ? onOpen(id) : actions?.edit(id))}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
        selectionKeyCode="Shift"
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        snapToGrid
        snapGrid={[4, 4]}
        connectionRadius={32}
        onlyRenderVisibleElements={nodes.length > CULL_FROM}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.25 }}
        proOptions={{ hideAttribution: false }}
        aria-label="Workflow canvas"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.6} />
        {nodes.length >= MAP_FROM && (
          <MiniMap
            pannable
            zoomable
            position="bottom-right"
            nodeColor={mapColor}
            className={styles.minimap}
            ariaLabel="Overview"
          />
        )}
        <CanvasControls />
      </ReactFlow>
    </div>
  );
}
