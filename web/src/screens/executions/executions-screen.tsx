import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { type ReactElement, useCallback } from 'react';
import { ExecutionFilters } from '../../features/executions/execution-filters.tsx';
import { ExecutionRow } from '../../features/executions/execution-row.tsx';
import styles from '../../features/executions/executions.module.css';
import { type ExecutionFilter, executionsQuery } from '../../features/executions/executions-query.ts';
import { useWorkflowNames } from '../../features/executions/workflow-names.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import { Button } from '../../ui/button/button.tsx';
import { Empty, Loading } from '../../ui/feedback/empty.tsx';
import { ErrorNotice } from '../../ui/feedback/notice.tsx';

export function ExecutionsScreen(): ReactElement {
  const filter = useSearch({ from: '/w/$workspace/executions' });
  const navigate = useNavigate({ from: '/w/$workspace/executions' });
  const { path, workspace } = useWorkspace();
  const names = useWorkflowNames();
  const list = useInfiniteQuery(executionsQuery(path, filter));
  const executions = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const change = useCallback((search: ExecutionFilter) => void navigate({ search, replace: true }), [navigate]);
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <div className={styles.page}>
      <title>{`Executions – ${workspace.name} – LinkFlow`}</title>
      <h1>Executions</h1>
      <ExecutionFilters filter={filter} names={names} onChange={change} />
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading label="Loading executions" />}
      {list.data && executions.length === 0 && (
        <Empty icon={<History size={26} />} title={isFiltered ? 'No execution fits' : 'Nothing has run yet'}>
          {isFiltered
            ? 'Try fewer conditions.'
            : 'Each run of a workflow is listed here, with all that flowed through it.'}
        </Empty>
      )}
      {executions.length > 0 && (
        <ul className={styles.list} aria-label="Executions">
          {executions.map((execution) => (
            <ExecutionRow
              key={execution.id}
              execution={execution}
              name={execution.workflow_name ?? names.get(execution.workflow_id)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className={styles.more} busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}
