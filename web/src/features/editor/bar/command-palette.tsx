import { useReactFlow } from '@xyflow/react';
import type { ReactElement } from 'react';
import { foundPath } from '../../../lib/search/found-entries.ts';
import { useFound } from '../../../lib/search/use-found.ts';
import { useGo } from '../../../lib/search/use-go.ts';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { Palette } from '../../../ui/palette/palette.tsx';
import { groupSelected } from '../actions/canvas-parts.ts';
import {
  alignSelected,
  duplicateSelected,
  removeSelected,
  selectAll,
  tidyUp,
  toggleDisabled,
} from '../actions/editor-actions.ts';
import { useAddNote } from '../canvas/use-add-note.ts';
import { openOverlay, redoStep, undoStep, useEditor, useEditorStore } from '../store/editor-store.ts';

type CommandEntry = {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly words?: string;
  readonly perform: () => void;
};

type CommandPaletteProps = {
  readonly onRun: () => void;
  readonly onPublish: () => void;
  readonly onOpenNode: (node: string) => void;
};

/** All that can be done here, by name; the nodes, to be opened; and what is elsewhere in the workspace. */
export function CommandPalette({ onRun, onPublish, onOpenNode }: CommandPaletteProps): ReactElement {
  const store = useEditorStore();
  const types = useFlowView((view) => view.types);
  const nodes = useEditor(({ history }) => history.graph.nodes);
  const { fitView } = useReactFlow();
  const edit = useFlowView((view) => view.actions?.edit);
  const addNote = useAddNote();
  const { found, onType } = useFound();
  const go = useGo();
  const commands: readonly CommandEntry[] = [
    { id: 'run', label: 'Run', keys: 'Ctrl+Enter', words: 'execute start test', perform: onRun },
    { id: 'add', label: 'Add a node', keys: 'N', perform: () => store.setState({ adding: {} }) },
    {
      id: 'find',
      label: 'Find in this workflow',
      keys: 'Ctrl+F',
      words: 'search',
      perform: () => openOverlay(store, 'find'),
    },
    { id: 'publish', label: 'Publish', words: 'activate deploy', perform: onPublish },
    {
      id: 'versions',
      label: 'Versions',
      words: 'history restore compare',
      perform: () => openOverlay(store, 'versions'),
    },
    { id: 'settings', label: 'Settings of the workflow', perform: () => openOverlay(store, 'settings') },
    { id: 'undo', label: 'Undo', keys: 'Ctrl+Z', perform: () => undoStep(store) },
    { id: 'redo', label: 'Redo', keys: 'Ctrl+Y', perform: () => redoStep(store) },
    { id: 'all', label: 'Select all', keys: 'Ctrl+A', perform: () => selectAll(store) },
    {
      id: 'duplicate',
      label: 'Duplicate what is selected',
      keys: 'Ctrl+D',
      words: 'copy',
      perform: () => duplicateSelected(store),
    },
    {
      id: 'disable',
      label: 'Turn what is selected off or on',
      keys: 'D',
      words: 'disable enable',
      perform: () => toggleDisabled(store),
    },
    {
      id: 'remove',
      label: 'Remove what is selected',
      keys: 'Del',
      words: 'delete',
      perform: () => removeSelected(store),
    },
    { id: 'note', label: 'Add a note', keys: 'S', words: 'sticky comment text', perform: addNote },
    {
      id: 'group',
      label: 'Group what is selected',
      keys: 'G',
      words: 'frame',
      perform: () => edit?.(groupSelected(store)),
    },
    { id: 'left', label: 'Align at the left', perform: () => alignSelected(store, 'left') },
    { id: 'top', label: 'Align at the top', perform: () => alignSelected(store, 'top') },
    { id: 'tidy', label: 'Tidy up', keys: 'T', words: 'layout arrange', perform: () => void tidyUp(store, types) },
    {
      id: 'fit',
      label: 'Show all',
      keys: '1',
      words: 'zoom fit',
      perform: () => void fitView({ maxZoom: 1, padding: 0.2 }),
    },
  ];
  return (
    <Palette
      title="Commands"
      placeholder="What do you want to do, or to find?"
      entries={[
        ...commands.map(({ id, label, keys, words }) => ({ id, label, keys, words, group: 'Commands' })),
        ...nodes.map(({ id, name, type }) => ({
          id: `node ${id}`,
          label: name,
          detail: types.get(type)?.name,
          group: 'Nodes',
        })),
        ...found,
      ]}
      onType={onType}
      onClose={() => openOverlay(store, null)}
      onChoose={(id) => {
        openOverlay(store, null);
        const command = commands.find((one) => one.id === id);
        const path = foundPath(id);
        if (command) command.perform();
        else if (path !== null) go(path);
        else onOpenNode(id.slice('node '.length));
      }}
    />
  );
}
