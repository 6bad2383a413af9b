import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Workflow as WorkflowIcon } from 'lucide-react';
import { lazy, type ReactElement, Suspense, useCallback, useState } from 'react';
import { DeleteWorkflow } from '../../features/workflows/delete-workflow.tsx';
import { NewWorkflowMenu } from '../../features/workflows/new-workflow-menu.tsx';
import { useWorkflowActions, type WorkflowAction } from '../../features/workflows/use-workflow-actions.ts';
import { WorkflowFilters } from '../../features/workflows/workflow-filters.tsx';
import { type WorkflowFilter, workflowListQuery } from '../../features/workflows/workflow-list-query.ts';
import { WorkflowRow } from '../../features/workflows/workflow-row.tsx';
import styles from '../../features/workflows/workflows.module.css';
import type { WorkflowSummary } from '../../lib/api/schema.gen.ts';
import { useMay, useWorkspace } from '../../lib/workspace.ts';
import { Button } from '../../ui/button/button.tsx';
import { Empty, Loading } from '../../ui/feedback/empty.tsx';
import { ErrorNotice } from '../../ui/feedback/notice.tsx';

const FirstTemplates = lazy(() =>
  import('../../features/templates/first-templates.tsx').then((file) => ({ default: file.FirstTemplates })),
);

function Nothing({ filter, mayWrite }: { readonly filter: WorkflowFilter; readonly mayWrite: boolean }): ReactElement {
  const isFiltered = Object.values(filter).some((value) => value);
  if (isFiltered) return <Empty title="No workflow fits">Try another name, or all statuses.</Empty>;
  return (
    <>
      <Empty icon={<WorkflowIcon size={26} />} title="Your first workflow" action={mayWrite && <NewWorkflowMenu />}>
        A workflow is a drawing that runs: a trigger starts it, each node does one thing with the data that flows
        through.
      </Empty>
      <Suspense>{mayWrite && <FirstTemplates />}</Suspense>
    </>
  );
}

export function WorkflowsScreen(): ReactElement {
  const filter = useSearch({ from: '/w/$workspace/workflows' });
  const navigate = useNavigate({ from: '/w/$workspace/workflows' });
  const { path, workspace } = useWorkspace();
  const mayWrite = useMay('workflows:write');
  const act = useWorkflowActions(path);
  const [doomed, setDoomed] = useState<WorkflowSummary | null>(null);
  const list = useInfiniteQuery(workflowListQuery(path, filter));
  const workflows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const change = useCallback((search: WorkflowFilter) => void navigate({ search, replace: true }), [navigate]);
  const choose = (workflow: WorkflowSummary, action: WorkflowAction): void => {
    if (action === 'delete') setDoomed(workflow);
    else void act(workflow, action);
  };
  return (
    <div className={styles.page}>
      <title>{`Workflows – ${workspace.name} – LinkFlow`}</title>
      <header className={styles.head}>
        <h1>Workflows</h1>
        {mayWrite && workflows.length > 0 && <NewWorkflowMenu />}
      </header>
      <WorkflowFilters filter={filter} onChange={change} />
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading label="Loading workflows" />}
      {list.data && workflows.length === 0 && <Nothing filter={filter} mayWrite={mayWrite} />}
      {workflows.length > 0 && (
        <ul className={styles.list} aria-label="Workflows">
          {workflows.map((workflow) => (
            <WorkflowRow
              key={workflow.id}
              workflow={workflow}
              mayWrite={mayWrite}
              onAct={(action) => choose(workflow, action)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className={styles.more} busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
      {doomed && (
        <DeleteWorkflow
          workflow={doomed}
          onClose={() => setDoomed(null)}
          onConfirm={() => void act(doomed, 'delete').then(() => setDoomed(null))}
        />
      )}
    </div>
  );
}
