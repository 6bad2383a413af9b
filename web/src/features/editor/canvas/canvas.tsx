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
import { type ReactElement, useCallback } from 'react';
import { MAIN } from '../../../lib/graph/graph.ts';
import { ConnectionLine } from '../../../ui/flow/flow-edge.tsx';
import type { FlowElement } from '../../../ui/flow/flow-elements.ts';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { useNearness } from '../../../ui/flow/nearness.ts';
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

/** From so many nodes on, those out of sight are not drawn when it is seen from near. */
const CULL_FROM = 200;

/** From so many nodes on, there is an overview, unless the drawing is seen from so far that it is one. */
const MAP_FROM = 8;

// The same objects each time: what is new with each frame of a drag would be drawn anew by each node.
const SNAP: [number, number] = [4, 4];
const MULTI_SELECT = ['Meta', 'Control', 'Shift'];
const FIT = { maxZoom: 1, padding: 0.25 };
const SHOW_ATTRIBUTION = { hideAttribution: false };

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
  const nearness = useNearness();
  useCanvasKeys(onOpen, isCovered);
  useClipboard();

  const onConnect = useCallback((connection: Connection) => connect(store, connection), [store]);
  const onNodeDoubleClick = useCallback(
    (_event: unknown, { id, type }: FlowElement) => (type === 'step' ? onOpen(id) : actions?.edit(id)),
    [onOpen, actions],
  );
  /** A connection that was dropped on nothing asks what is to be there. */
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
      if (state.isValid || state.fromNode === null || state.toNode !== null || readOnly) return;
      const spot = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!spot) return;
      const end = { node: state.fromNode.id, handle: state.fromHandle?.id ?? MAIN };
      const at = screenToFlowPosition({ x: spot.clientX, y: spot.clientY });
      store.setState({ adding: { at, ...(state.fromHandle?.type === 'target' ? { before: end } : { after: end }) } });
    },
    [store, readOnly, screenToFlowPosition],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard, N adds a node.
    <div
      className={styles.canvas}
      data-nearness={nearness}
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
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        onNodeDoubleClick={onNodeDoubleClick}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        deleteKeyCode={null}
        multiSelectionKeyCode={MULTI_SELECT}
        selectionKeyCode="Shift"
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        snapToGrid
        snapGrid={SNAP}
        connectionRadius={32}
        onlyRenderVisibleElements={nodes.length > CULL_FROM && nearness === 'near'}
        fitView
        fitViewOptions={FIT}
        proOptions={SHOW_ATTRIBUTION}
        aria-label="Workflow canvas"
      >
        {nearness !== 'far' && <Background variant={BackgroundVariant.Dots} gap={20} size={1.6} />}
        {nodes.length >= MAP_FROM && nearness !== 'far' && (
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
