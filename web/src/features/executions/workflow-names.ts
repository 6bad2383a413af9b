import { useQuery } from '@tanstack/react-query';
import { request } from '../../lib/api/request.ts';
import type { WorkflowSummary } from '../../lib/api/schema.gen.ts';
import { useWorkspace } from '../../lib/workspace.ts';

/** What workflows are called, by their ids: the newest hundred. */
export function useWorkflowNames(): ReadonlyMap<string, string> {
  const { path } = useWorkspace();
  const { data } = useQuery({
    queryKey: ['workflow-names', path],
    queryFn: () =>
      request<{ readonly data: readonly WorkflowSummary[] }>(`${path}/workflows`, { query: { limit: 100 } }),
    refetchOnMount: 'always',
  });
  return new Map((data?.data ?? []).map(({ id, name }) => [id, name]));
}
