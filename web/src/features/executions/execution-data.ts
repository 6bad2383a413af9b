import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { loadNodeRuns } from '../../lib/api/node-runs.ts';
import { request } from '../../lib/api/request.ts';
import type { Execution, NodeRun, NodeType, WorkflowVersion } from '../../lib/api/schema.gen.ts';
import { listen } from '../../lib/runs/live-stream.ts';
import { applyEvent, hasEnded, type RunView, runOfHistory } from '../../lib/runs/run-view.ts';

export type ExecutionData = {
  readonly execution: Execution;
  readonly runs: readonly NodeRun[];
  readonly version: WorkflowVersion;
  readonly types: ReadonlyMap<string, NodeType>;
};

/** All that is shown of an execution: how it went, its data, and the drawing of the version that ran. */
export function useExecutionData(path: string, id: string) {
  return useQuery({
    queryKey: ['execution', path, id],
    queryFn: async ({ signal }): Promise<ExecutionData> => {
      const execution = await request<Execution>(`${path}/executions/${id}`, { signal });
      const [runs, version, types] = await Promise.all([
        loadNodeRuns(path, id, signal),
        request<WorkflowVersion>(`${path}/workflows/${execution.workflow_id}/versions/${execution.workflow_version}`, {
          signal,
        }),
        request<{ readonly data: readonly NodeType[] }>('/api/v1/node-types', { signal }),
      ]);
      return { execution, runs, version, types: new Map(types.data.map((type) => [type.type, type])) };
    },
  });
}

/** The course of an execution: from history and, as long as it has not ended, as it happens. */
export function useCourse(path: string, data: ExecutionData | undefined, onEnd: () => void): RunView | null {
  const [live, setLive] = useState<RunView | null>(null);
  const execution = data?.execution;
  const isOver = execution === undefined || hasEnded(execution);
  useEffect(() => {
    if (!data || isOver) {
      setLive(null);
      return;
    }
    const given = new AbortController();
    let run = runOfHistory(data.execution, data.runs);
    async function follow(): Promise<void> {
      for await (const event of listen(`${path}/executions/${run.id}/stream`, given.signal)) {
        run = applyEvent(run, event);
        setLive(run);
        if (hasEnded(run)) break;
      }
      if (!given.signal.aborted) onEnd();
    }
    follow().catch(() => given.signal.aborted || onEnd());
    return () => given.abort();
  }, [path, data, isOver, onEnd]);
  return live ?? (data ? runOfHistory(data.execution, data.runs) : null);
}
