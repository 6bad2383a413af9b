import { useReactFlow } from '@xyflow/react';
import { type ReactElement, useMemo } from 'react';
import { MAIN, type WorkflowNode } from '../../../lib/graph/graph.ts';
import { handleLabel, handlesOf } from '../../../lib/graph/handles.ts';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { nodeIcon } from '../../../ui/flow/node-icons.tsx';
import { Palette, type PaletteEntry } from '../../../ui/palette/palette.tsx';
import { act, openOverlay, selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';

/** All texts and numbers in a config, for the search. */
function valuesOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(valuesOf).join(' ');
  return typeof value === 'object' && value !== null ? Object.values(value).map(valuesOf).join(' ') : '';
}

function entryOf(node: WorkflowNode, typeName: string | undefined): PaletteEntry {
  const Icon = nodeIcon(node.type);
  const values = `${valuesOf(node.config)} ${node.notes ?? ''}`;
  return {
    id: node.id,
    label: node.name,
    detail: values.trim() ? `${typeName ?? node.type} · ${values.slice(0, 140)}` : typeName,
    words: `${node.type} ${values}`,
    icon: <Icon size={18} />,
  };
}

/** Finds nodes by their names and by all that stands in them, and shows the one that is chosen. */
export function FindPalette(): ReactElement {
  const store = useEditorStore();
  const graph = useEditor(selectGraph);
  const types = useFlowView((view) => view.types);
  const { fitView } = useReactFlow();
  const entries = useMemo(() => graph.nodes.map((node) => entryOf(node, types.get(node.type)?.name)), [graph, types]);
  return (
    <Palette
      title="Find in this workflow"
      placeholder="Names, values, expressions"
      entries={entries}
      onClose={() => openOverlay(store, null)}
      onChoose={(id) => {
        store.setState({ selection: { nodes: [id], connections: [] }, overlay: null });
        void fitView({ nodes: [{ id }], maxZoom: 1, duration: 250 });
      }}
    />
  );
}

function pictureOf(type: string): ReactElement {
  const Picture = nodeIcon(type);
  return <Picture size={18} />;
}

/** Connects the selected node with another one, by keyboard. */
export function ConnectPalette(): ReactElement | null {
  const store = useEditorStore();
  const graph = useEditor(selectGraph);
  const types = useFlowView((view) => view.types);
  const source = useEditor(({ selection }) => selection.nodes[0]);
  const node = graph.nodes.find(({ id }) => id === source);
  if (!node) return null;
  const outputs = handlesOf(node, types.get(node.type)).outputs;
  const targets = outputs.flatMap((output) =>
    graph.nodes
      .filter(({ id }) => id !== node.id)
      .flatMap((target) =>
        handlesOf(target, types.get(target.type)).inputs.map((input) => ({ output, target, input })),
      ),
  );
  const entries = targets.map(({ output, target, input }) => ({
    id: JSON.stringify([output, target.id, input]),
    label: target.name,
    detail: [
      outputs.length > 1 && `from ${handleLabel(node, output) || output}`,
      input !== MAIN && `into ${input.replaceAll('_', ' ')}`,
    ]
      .filter(Boolean)
      .join(', '),
    icon: pictureOf(target.type),
  }));
  return (
    <Palette
      title={`Connect ${node.name} with`}
      placeholder="Where its items go next"
      entries={entries}
      onClose={() => openOverlay(store, null)}
      onChoose={(id) => {
        const [output, target, input]: [string, string, string] = JSON.parse(id);
        const handles = {
          ...(output !== MAIN && { sourceHandle: output }),
          ...(input !== MAIN && { targetHandle: input }),
        };
        act(store, { type: 'connect', connection: { source: node.id, target, ...handles } });
        openOverlay(store, null);
      }}
    />
  );
}
