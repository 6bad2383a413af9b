import { type ReactElement, useMemo } from 'react';
import type { NodeType } from '../../../lib/api/schema.gen.ts';
import { findNode } from '../../../lib/graph/graph.ts';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { nodeIcon } from '../../../ui/flow/node-icons.tsx';
import { Palette, type PaletteEntry } from '../../../ui/palette/palette.tsx';
import { addNode } from '../actions/editor-actions.ts';
import { type AddPlace, selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';

const GROUPS: { readonly [kind: string]: string } = { trigger: 'Triggers', action: 'Actions', logic: 'Flow' };
const ORDER = ['trigger', 'action', 'logic'];

function entryOf({ type, kind, name, description, keywords }: NodeType): PaletteEntry {
  const Icon = nodeIcon(type);
  return {
    id: type,
    label: name,
    detail: description,
    words: `${type} ${keywords.join(' ')}`,
    group: GROUPS[kind] ?? kind,
    icon: <Icon size={18} />,
  };
}

/** Which types fit: after a node comes no trigger, and into an empty drawing first of all one. */
function entriesFor(types: readonly NodeType[], place: AddPlace, isEmpty: boolean): PaletteEntry[] {
  const isNext = place.after !== undefined || place.into !== undefined;
  const fitting = types.filter(({ kind, inputs, outputs }) => {
    if (isNext && (kind === 'trigger' || inputs.handles.length === 0)) return false;
    return place.before === undefined || outputs.handles.length > 0;
  });
  const order = isEmpty ? ORDER : [...ORDER.slice(1), 'trigger'];
  return fitting.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)).map(entryOf);
}

/** Asks which node is to be added, and adds it. */
export function NodePalette({ onAdded }: { readonly onAdded: (node: string) => void }): ReactElement | null {
  const store = useEditorStore();
  const adding = useEditor((state) => state.adding);
  const graph = useEditor(selectGraph);
  const types = useFlowView((view) => view.types);
  const entries = useMemo(
    () => (adding ? entriesFor([...types.values()], adding, graph.nodes.length === 0) : []),
    [types, adding, graph.nodes.length],
  );
  if (adding === null) return null;
  const after = adding.after && findNode(graph, adding.after.node);
  return (
    <Palette
      title={after ? `What comes after ${after.name}?` : 'Add a node'}
      placeholder={graph.nodes.length === 0 ? 'What starts it? Search triggers' : 'Search nodes'}
      entries={entries}
      onClose={() => store.setState({ adding: null })}
      onChoose={(id) => {
        const type = types.get(id);
        if (type) onAdded(addNode(store, type, adding));
      }}
    />
  );
}
