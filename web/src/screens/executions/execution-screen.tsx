import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { EditInput } from '../../features/executions/edit-input.tsx';
import styles from '../../features/executions/execution.module.css';
import { ExecutionBar } from '../../features/executions/execution-bar.tsx';
import { useCourse, useExecutionData } from '../../features/executions/execution-data.ts';
import { RunData } from '../../features/executions/run-data.tsx';
import { Waterfall } from '../../features/executions/waterfall.tsx';
import { useWorkflowNames } from '../../features/executions/workflow-names.ts';
import { isWaiting, markOf } from '../../lib/runs/run-view.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import { Empty, Loading } from '../../ui/feedback/empty.tsx';
import { ErrorNotice } from '../../ui/feedback/notice.tsx';
import type { RunMark } from '../../ui/flow/flow-view.ts';
import { Replay } from '../../ui/flow/replay.tsx';
import { OpenWaits } from '../../ui/waits/open-waits.tsx';

export function ExecutionScreen(): ReactElement {
  const { execution: id } = useParams({ from: '/w/$workspace/executions/$execution' });
  const { node } = useSearch({ from: '/w/$workspace/executions/$execution' });
  const navigate = useNavigate({ from: '/w/$workspace/executions/$execution' });
  const { path } = useWorkspace();
  const names = useWorkflowNames();
  const queries = useQueryClient();
  const [round, setRound] = useState(0);
  const [editing, setEditing] = useState(false);
  const { data, error } = useExecutionData(path, id);
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: ['execution', path, id] }),
    [queries, path, id],
  );
  const run = useCourse(path, data, refresh);
  const marks = useMemo(() => {
    const entries = Object.entries(run?.nodes ?? {}).map(([key, runs]) => [key, markOf(runs)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, RunMark] => entry[1] !== null));
  }, [run]);
  const graph = useMemo(
    () => data && { nodes: data.version.nodes, connections: data.version.connections, settings: data.version.settings },
    [data],
  );
  if (error) {
    return (
      <Empty title="This execution can’t be shown">
        <ErrorNotice error={error} />
      </Empty>
    );
  }
  if (!data || !run || !graph) return <Loading label="Loading the execution" />;
  const name = names.get(data.execution.workflow_id) ?? 'Workflow';
  const shown = node ?? data.execution.error_node_id ?? undefined;
  const choose = (wanted: string, at = 0): void => {
    setRound(at);
    void navigate({ search: { node: wanted }, replace: true });
  };
  return (
    <div className={styles.detail}>
      <title>{`${name}, execution – LinkFlow`}</title>
      <ExecutionBar execution={data.execution} run={run} name={name} onEditInput={() => setEditing(true)} />
      {isWaiting(run) && (
        <div className={styles.waits}>
          <OpenWaits run={run} nodes={graph.nodes} />
        </div>
      )}
      <div className={styles.replay}>
        <Replay graph={graph} types={data.types} marks={marks} chosen={shown} onChoose={choose} />
      </div>
      <div className={styles.below}>
        <Waterfall
          run={run}
          nodes={graph.nodes}
          chosen={`${shown} ${round}`}
          onChoose={(one) => choose(one.node_id, one.run_index)}
        />
        <RunData run={data.runs.find((one) => one.node_id === shown && one.run_index === round)} />
      </div>
      {editing && <EditInput execution={data.execution} onClose={() => setEditing(false)} />}
    </div>
  );
}
