import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { ExecutionSummary } from '../../lib/api/schema.gen.ts';
import { durationText } from '../../lib/text/moments.ts';
import { Status } from '../../ui/status/status.tsx';
import { Moment } from '../../ui/time/moment.tsx';
import styles from './executions.module.css';

function took({ started_at: from, completed_at: to }: ExecutionSummary): string {
  return from && to ? durationText(Date.parse(to) - Date.parse(from)) : '–';
}

export function ExecutionRow({
  execution,
  name,
}: {
  readonly execution: ExecutionSummary;
  readonly name: string | undefined;
}): ReactElement {
  return (
    <li className={styles.row}>
      <Status of={execution.status} />
      <div className={styles.main}>
        <Link
          to="/w/$workspace/executions/$execution"
          params={{ workspace: execution.workspace_id, execution: execution.id }}
          className={styles.name}
        >
          <bdi>{name ?? 'Workflow'}</bdi>
        </Link>
        <p className={styles.about}>
          {execution.error_message ? (
            <bdi className={styles.error}>{execution.error_message}</bdi>
          ) : (
            `Version ${execution.workflow_version}`
          )}
        </p>
      </div>
      <span className={styles.fact}>{execution.trigger_type}</span>
      <span className={styles.fact}>
        {execution.nodes_completed} of {execution.nodes_total} nodes
      </span>
      <span className={styles.fact}>{took(execution)}</span>
      <span className={styles.fact}>
        <Moment iso={execution.created_at} />
      </span>
    </li>
  );
}
