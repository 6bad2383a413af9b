import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, Command, EllipsisVertical, History, Play, Rocket, Settings2, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import { useMay, useWorkspace } from '../../../lib/workspace.ts';
import { Button, IconButton } from '../../../ui/button/button.tsx';
import { Menu } from '../../../ui/menu/menu.tsx';
import { Status } from '../../../ui/status/status.tsx';
import { openOverlay, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './bar.module.css';
import { SaveNote } from './save-note.tsx';
import { WorkflowName } from './workflow-name.tsx';

type BarProps = {
  readonly isRunning: boolean;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly onPublish: () => void;
  readonly onTurnOff: () => void;
};

/** What there is to do with the workflow as a whole. */
export function EditorBar({ isRunning, onRun, onStop, onPublish, onTurnOff }: BarProps): ReactElement {
  const store = useEditorStore();
  const { workspace } = useWorkspace();
  const queries = useQueryClient();
  const workflow = useEditor((state) => state.workflow);
  const readOnly = useEditor((state) => state.readOnly);
  const mayRun = useMay('workflows:run');
  const isBehind = workflow.published_version !== workflow.version || workflow.draft_changed_at !== null;
  return (
    <header className={styles.bar}>
      <Link
        to="/w/$workspace/workflows"
        params={{ workspace: workspace.id }}
        className={styles.back}
        aria-label="Back to all workflows"
        onClick={() => void queries.invalidateQueries({ queryKey: ['workflows'] })}
      >
        <ChevronLeft size={19} />
      </Link>
      <WorkflowName />
      <Status of={workflow.status} />
      <SaveNote />
      <span className={styles.gap} />
      <IconButton label="Commands (Ctrl+K)" className={styles.wide} onClick={() => openOverlay(store, 'commands')}>
        <Command size={17} />
      </IconButton>
      <IconButton label="Versions" onClick={() => openOverlay(store, 'versions')}>
        <History size={17} />
      </IconButton>
      {!readOnly && (
        <Menu
          label="More"
          trigger={<EllipsisVertical size={17} />}
          items={[
            { label: 'Settings', icon: <Settings2 />, onChoose: () => openOverlay(store, 'settings') },
            ...(workflow.status === 'active'
              ? [{ label: 'Turn triggers off', icon: <Square />, onChoose: onTurnOff }]
              : []),
          ]}
        />
      )}
      {!readOnly && (
        <Button
          icon={<Rocket size={15} />}
          className={styles.publish}
          disabled={workflow.status === 'active' && !isBehind}
          onClick={onPublish}
        >
          {workflow.status === 'active' && !isBehind ? 'Published' : 'Publish'}
        </Button>
      )}
      {mayRun &&
        (isRunning ? (
          <Button look="danger" icon={<Square size={14} />} onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button look="primary" icon={<Play size={15} />} title="Run (Ctrl+Enter)" onClick={onRun}>
            Run
          </Button>
        ))}
    </header>
  );
}
