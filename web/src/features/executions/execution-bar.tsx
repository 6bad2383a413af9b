import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, PencilRuler, RotateCcw, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import { ApiProblem } from '../../lib/api/problem.ts';
import { request } from '../../lib/api/request.ts';
import type { Execution, RetriedExecution } from '../../lib/api/schema.gen.ts';
import { hasEnded, type RunView } from '../../lib/runs/run-view.ts';
import { durationText } from '../../lib/text/moments.ts';
import { useMay, useWorkspace } from '../../lib/workspace.ts';
import { Button } from '../../ui/button/button.tsx';
import { Menu } from '../../ui/menu/menu.tsx';
import { Status } from '../../ui/status/status.tsx';
import { Moment } from '../../ui/time/moment.tsx';
import { toast } from '../../ui/toast/toasts.ts';
import styles from './execution.module.css';

type BarProps = {
  readonly execution: Execution;
  readonly run: RunView;
  readonly name: string;
  readonly onEditInput: () => void;
};

/** Runs an execution again, or stops it, and says what stands in the way. */
function useExecutionCall(execution: Execution) {
  const { path, workspace } = useWorkspace();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ call, body }: { readonly call: 'retry' | 'cancel'; readonly body?: object }) =>
      request<RetriedExecution | null>(`${path}/executions/${execution.id}/${call}`, { method: 'POST', body }),
    onSuccess: (made, { call }) => {
      if (call === 'cancel' || made === null) {
        toast('It is being stopped.');
        return;
      }
      const { id, execution_id: other }: { readonly id?: string; readonly execution_id?: string } = { ...made };
      toast('Running again.');
      void navigate({
        to: '/w/$workspace/executions/$execution',
        params: { workspace: workspace.id, execution: other ?? id ?? execution.id },
      });
    },
    onError: (error) => {
      const id = error instanceof ApiProblem ? error.requestId : null;
      toast(error.message, { tone: 'bad', detail: id && `Request ${id}` });
    },
  });
}

function took(run: RunView): string {
  return run.startedAt && run.completedAt ? durationText(Date.parse(run.completedAt) - Date.parse(run.startedAt)) : '';
}

/** What there is to know of an execution as a whole, and to do with it. */
export function ExecutionBar({ execution, run, name, onEditInput }: BarProps): ReactElement {
  const { workspace } = useWorkspace();
  const mayWrite = useMay('executions:write');
  const call = useExecutionCall(execution);
  const params = { workspace: workspace.id, workflow: execution.workflow_id };
  const retry = (from: 'start' | 'failed_node', version: 'original' | 'published') => () =>
    call.mutate({ call: 'retry', body: { from, version } });
  const failed = run.status === 'failed' || run.status === 'cancelled';
  return (
    <header className={styles.bar}>
      <Link
        to="/w/$workspace/executions"
        params={{ workspace: workspace.id }}
        className={styles.back}
        aria-label="Back to all executions"
      >
        <ChevronLeft size={19} />
      </Link>
      <h1 className={styles.title}>
        <bdi>{name}</bdi>
      </h1>
      <Status of={run.status} />
      <span className={styles.fact}>
        Version {execution.workflow_version} · <Moment iso={execution.created_at} />
        {took(run) && ` · ${took(run)}`}
      </span>
      <span className={styles.gap} />
      <Link to="/w/$workspace/workflows/$workflow" params={params} className={styles.open}>
        <PencilRuler size={15} /> Open workflow
      </Link>
      {mayWrite && !hasEnded(run) && (
        <Button
          look="danger"
          size="small"
          icon={<Square size={13} />}
          busy={call.isPending}
          onClick={() => call.mutate({ call: 'cancel' })}
        >
          Stop
        </Button>
      )}
      {mayWrite && hasEnded(run) && (
        <Menu
          label="Run again"
          className={styles.again}
          trigger={
            <>
              <RotateCcw size={15} /> Run again
            </>
          }
          items={[
            ...(failed
              ? [
                  { label: 'From the node that failed', onChoose: retry('failed_node', 'original') },
                  { label: 'From the node that failed, as published now', onChoose: retry('failed_node', 'published') },
                ]
              : []),
            { label: 'From the start', onChoose: retry('start', 'original') },
            { label: 'From the start, as published now', onChoose: retry('start', 'published') },
            { label: 'Edit the input and run', onChoose: onEditInput },
          ]}
        />
      )}
    </header>
  );
}
