import './flow.css';
import { Background, BackgroundVariant, Panel, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { type ReactElement, useEffect, useMemo } from 'react';
import type { NodeType } from '../../lib/api/schema.gen.ts';
import type { Graph } from '../../lib/graph/graph.ts';
import styles from './controls.module.css';
import { ConnectionLine } from './flow-edge.tsx';
import { flowEdges, flowElements } from './flow-elements.ts';
import { createFlowView, FlowViewContext, type RunMark } from './flow-view.ts';
import { NodeCard } from './node-card.tsx';
import { PART_CARDS } from './parts/part-cards.tsx';
import { ZoomButtons } from './zoom-buttons.tsx';

const NODE_TYPES = { step: NodeCard, ...PART_CARDS };
const EDGE_TYPES = { line: ConnectionLine };

type ReplayProps = {
  readonly graph: Graph;
  readonly types: ReadonlyMap<string, NodeType>;
  readonly marks: { readonly [nodeId: string]: RunMark };
  readonly chosen: string | undefined;
  readonly onChoose: (node: string) => void;
};

/** A drawing to be looked at, with the course of one execution on it. */
export function Replay({ graph, types, marks, chosen, onChoose }: ReplayProps): ReactElement {
  const view = useMemo(() => createFlowView(types), [types]);
  const nodes = useMemo(() => flowElements(graph, types, []), [graph, types]);
  const edges = useMemo(() => flowEdges(graph, []), [graph]);
  const shown = useMemo(
    () => nodes.map((node) => (node.id === chosen ? { ...node, selected: true } : node)),
    [nodes, chosen],
  );
  useEffect(() => view.setState({ runs: marks }), [view, marks]);
  return (
    <FlowViewContext value={view}>
      <ReactFlowProvider>
        <ReactFlow
          nodes={shown}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          onNodeClick={(_event, node) => node.type === 'step' && onChoose(node.id)}
          panOnScroll
          minZoom={0.1}
          fitView
          fitViewOptions={{ maxZoom: 1, padding: 0.25 }}
          aria-label="What ran"
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.6} />
          <Panel position="bottom-left">
            <div className={styles.controls} role="toolbar" aria-label="Canvas">
              <ZoomButtons />
            </div>
          </Panel>
        </ReactFlow>
      </ReactFlowProvider>
    </FlowViewContext>
  );
}
