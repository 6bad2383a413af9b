import { Link } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Copy, Download, EllipsisVertical, Pause, Play, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { WorkflowSummary } from '../../lib/api/schema.gen.ts';
import { Menu, type MenuItem } from '../../ui/menu/menu.tsx';
import { Status, stateLabel } from '../../ui/status/status.tsx';
import { Moment } from '../../ui/time/moment.tsx';
import type { WorkflowAction } from './use-workflow-actions.ts';
import styles from './workflows.module.css';

type RowProps = {
  readonly workflow: WorkflowSummary;
  readonly mayWrite: boolean;
  readonly onAct: (action: WorkflowAction) => void;
};

function itemsFor({ workflow, mayWrite, onAct }: RowProps): (MenuItem | null)[] {
  const download = { label: 'Export as a file', icon: <Download />, onChoose: () => onAct('export') };
  if (!mayWrite) return [download];
  const isArchived = workflow.status === 'archived';
  const isActive = workflow.status === 'active';
  return [
    isActive
      ? { label: 'Turn triggers off', icon: <Pause />, onChoose: () => onAct('deactivate') }
      : { label: 'Publish', icon: <Play />, disabled: isArchived, onChoose: () => onAct('publish') },
    { label: 'Duplicate', icon: <Copy />, onChoose: () => onAct('duplicate') },
    download,
    null,
    isArchived
      ? { label: 'Unarchive', icon: <ArchiveRestore />, onChoose: () => onAct('unarchive') }
      : { label: 'Archive', icon: <Archive />, onChoose: () => onAct('archive') },
    { label: 'Delete …', icon: <Trash2 />, danger: true, onChoose: () => onAct('delete') },
  ];
}

/** How it went last, and when it runs next or how often it did. */
function Runs({ workflow }: Pick<RowProps, 'workflow'>): ReactElement {
  const { last_execution: last, next_run_at: next, execution_count: count } = workflow;
  return (
    <p className={styles.runs}>
      {last ? (
        <Link
          to="/w/$workspace/executions/$execution"
          params={{ workspace: workflow.workspace_id, execution: last.id }}
          className={last.status === 'failed' ? styles.failed : styles.last}
        >
          {stateLabel(last.status)} <Moment iso={last.created_at} />
        </Link>
      ) : (
        <span>Never run</span>
      )}
      {next !== null && (
        <span className={styles.count}>
          Next <Moment iso={next} />
        </span>
      )}
      {next === null && count > 0 && (
        <span className={styles.count}>
          {count.toLocaleString('en')} {count === 1 ? 'run' : 'runs'}
        </span>
      )}
    </p>
  );
}

/** One workflow of the list. */
export function WorkflowRow(props: RowProps): ReactElement {
  const { workflow } = props;
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <Link
          to="/w/$workspace/workflows/$workflow"
          params={{ workspace: workflow.workspace_id, workflow: workflow.id }}
          className={styles.name}
        >
          <bdi>{workflow.name}</bdi>
        </Link>
        <p className={styles.about}>
          {workflow.description ? (
            <bdi>{workflow.description}</bdi>
          ) : (
            <>
              Changed <Moment iso={workflow.updated_at} />
            </>
          )}
        </p>
      </div>
      <ul className={styles.tags} aria-label="Tags">
        {workflow.tags.slice(0, 3).map((tag) => (
          <li key={tag}>{tag}</li>
        ))}
      </ul>
      <Runs workflow={workflow} />
      <Status of={workflow.status} />
      <Menu label={`Actions for ${workflow.name}`} trigger={<EllipsisVertical size={17} />} items={itemsFor(props)} />
    </li>
  );
}
