import { ReactFlowProvider } from '@xyflow/react';
import { MousePointerClick } from 'lucide-react';
import { lazy, type ReactElement, Suspense, useEffect, useMemo } from 'react';
import type { NodeType, Workflow } from '../../lib/api/schema.gen.ts';
import { hasEnded } from '../../lib/runs/run-view.ts';
import { useMay, useWorkspace } from '../../lib/workspace.ts';
import { Button } from '../../ui/button/button.tsx';
import { createFlowView, type FlowActions, FlowViewContext, type FlowViewStore } from '../../ui/flow/flow-view.ts';
import { EditorBar } from './bar/editor-bar.tsx';
import { changeLife } from './bar/publish.ts';
import { Canvas } from './canvas/canvas.tsx';
import { focusNode } from './canvas/focus-node.ts';
import styles from './editor.module.css';
import { LazyNodePanel, loadNodePanel } from './panel/lazy-node-panel.tsx';
import { useNodeRuns } from './run/node-data.ts';
import { needsAsking } from './run/run-input.ts';
import { useRuns } from './run/use-run.ts';
import { useSaving } from './save/use-saving.ts';
import {
  act,
  createEditorStore,
  EditorContext,
  type EditorStore,
  openOverlay,
  selectGraph,
  useEditor,
  useEditorStore,
} from './store/editor-store.ts';
import { useFaults } from './use-faults.ts';

type EditorProps = {
  readonly workflow: Workflow;
  readonly types: ReadonlyMap<string, NodeType>;
  readonly openNode: string | undefined;
  readonly onOpenNode: (node: string | undefined) => void;
};

/** The editor of one workflow. */
export function Editor(props: EditorProps): ReactElement {
  const { workflow, types } = props;
  const readOnly = !useMay('workflows:write') || workflow.status === 'archived';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store begins with the workflow as it was opened.
  const store = useMemo(() => createEditorStore(workflow, readOnly), [workflow.id, readOnly]);
  const view = useMemo(() => createFlowView(types), [types]);
  const { onOpenNode } = props;
  useEffect(() => {
    view.setState({ actions: readOnly ? null : actionsOf(store, view, onOpenNode) });
  }, [view, readOnly, store, onOpenNode]);
  return (
    <EditorContext value={store}>
      <FlowViewContext value={view}>
        <ReactFlowProvider>
          <EditorParts {...props} />
        </ReactFlowProvider>
      </FlowViewContext>
    </EditorContext>
  );
}

function actionsOf(store: EditorStore, view: FlowViewStore, open: (node: string) => void): FlowActions {
  return {
    addAfter: (node, handle) => store.setState({ adding: { after: { node, handle } } }),
    insertInto: (connection) => store.setState({ adding: { into: connection } }),
    open,
    removeConnection: (connection) => act(store, { type: 'remove', nodes: [], connections: [connection] }),
    draw: (part) => act(store, { type: 'draw', part }),
    remove: (element) => act(store, { type: 'remove', nodes: [element], connections: [] }),
    edit: (editing) => view.setState({ editing }),
  };
}

function EmptyCanvas(): ReactElement | null {
  const store = useEditorStore();
  const isEmpty = useEditor(({ history }) => history.graph.nodes.length === 0);
  if (!isEmpty) return null;
  return (
    <div className={styles.empty}>
      <Button look="primary" icon={<MousePointerClick size={17} />} onClick={() => store.setState({ adding: {} })}>
        Add a trigger
      </Button>
      <p>A workflow begins with what starts it.</p>
    </div>
  );
}

const NodePalette = lazy(() => import('./add/node-palette.tsx').then((file) => ({ default: file.NodePalette })));
const Tour = lazy(() => import('./tour/tour.tsx').then((file) => ({ default: file.Tour })));
const RunBar = lazy(() => import('./run/run-bar.tsx').then((file) => ({ default: file.RunBar })));
const CommandPalette = lazy(() =>
  import('./bar/command-palette.tsx').then((file) => ({ default: file.CommandPalette })),
);
const FindPalette = lazy(() => import('./find/find-palette.tsx').then((file) => ({ default: file.FindPalette })));
const ConnectPalette = lazy(() => import('./find/find-palette.tsx').then((file) => ({ default: file.ConnectPalette })));
const RunDialog = lazy(() => import('./run/run-dialog.tsx').then((file) => ({ default: file.RunDialog })));
const ConflictDialog = lazy(() =>
  import('./save/conflict-dialog.tsx').then((file) => ({ default: file.ConflictDialog })),
);
const VersionsPanel = lazy(() =>
  import('./versions/versions-panel.tsx').then((file) => ({ default: file.VersionsPanel })),
);
const PublishDialog = lazy(() => import('./bar/publish-dialog.tsx').then((file) => ({ default: file.PublishDialog })));
const WorkflowSettingsDialog = lazy(() =>
  import('./bar/workflow-settings.tsx').then((file) => ({ default: file.WorkflowSettingsDialog })),
);

function EditorParts({ workflow, openNode, onOpenNode }: EditorProps): ReactElement {
  const store = useEditorStore();
  const { path } = useWorkspace();
  const overlay = useEditor((state) => state.overlay);
  const isAdding = useEditor((state) => state.adding !== null);
  const name = useEditor((state) => state.workflow.name);
  const run = useEditor((state) => state.run);
  const isConflict = useEditor((state) => state.save.type === 'conflict');
  const save = useSaving(store, `${path}/workflows/${workflow.id}`);
  const runs = useRuns(save);
  const hasRun = run !== null && hasEnded(run);
  useNodeRuns(hasRun ? run : null);
  useEffect(() => {
    // Whoever ran it looks at what came of it. If the panel can't be loaded now, it is tried again, and told, when it is opened.
    if (hasRun) loadNodePanel().catch(() => null);
  }, [hasRun]);
  useFaults(store, path);
  const begin = (): void => {
    if (needsAsking(selectGraph(store.getState()).nodes)) openOverlay(store, 'run');
    else void runs.start({});
  };
  const publish = async (message: string): Promise<void> => {
    if (await save()) await changeLife(store, path, 'publish', message);
  };
  const askToPublish = (): void => openOverlay(store, 'publish');
  useEffect(() => {
    if (overlay === 'run' && !needsAsking(selectGraph(store.getState()).nodes)) void runs.start({});
  }, [overlay, store, runs.start]);
  return (
    <div className={styles.editor}>
      <title>{`${name} – LinkFlow`}</title>
      <EditorBar
        isRunning={run !== null && !hasEnded(run)}
        onRun={begin}
        onStop={() => void runs.stop()}
        onPublish={askToPublish}
        onTurnOff={() => void changeLife(store, path, 'deactivate')}
      />
      <div className={styles.stage}>
        <Canvas onOpen={onOpenNode} isCovered={openNode !== undefined} />
        <EmptyCanvas />
        <Suspense>
          {run !== null && <RunBar run={run} />}
          {workflow.execution_count === 0 && <Tour />}
          {openNode !== undefined && (
            <LazyNodePanel
              nodeId={openNode}
              onClose={() => {
                onOpenNode(undefined);
                focusNode(openNode);
              }}
              onRun={(wanted) => void runs.start(wanted)}
              onWatch={(id) => void runs.watch(id)}
            />
          )}
          {overlay === 'versions' && <VersionsPanel />}
          {overlay === 'settings' && <WorkflowSettingsDialog />}
          {overlay === 'publish' && <PublishDialog onPublish={(message) => void publish(message)} />}
        </Suspense>
      </div>
      <Suspense>
        {isAdding && <NodePalette onAdded={focusNode} />}
        {overlay === 'find' && <FindPalette />}
        {overlay === 'connect' && <ConnectPalette />}
        {overlay === 'commands' && <CommandPalette onRun={begin} onPublish={askToPublish} onOpenNode={onOpenNode} />}
        {overlay === 'run' && needsAsking(selectGraph(store.getState()).nodes) && (
          <RunDialog onRun={(wanted) => void runs.start(wanted)} />
        )}
        {isConflict && <ConflictDialog />}
      </Suspense>
    </div>
  );
}
