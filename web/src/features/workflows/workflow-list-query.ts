import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../lib/api/request.ts';
import type { WorkflowSummary } from '../../lib/api/schema.gen.ts';

export type WorkflowPage = { readonly data: readonly WorkflowSummary[]; readonly next_cursor: string | null };

export type WorkflowFilter = { readonly search?: string; readonly status?: string; readonly tag?: string };

/** The workflows of a workspace, page by page. `path`: where the API has the workspace. */
export function workflowListQuery(path: string, filter: WorkflowFilter) {
  return infiniteQueryOptions({
    queryKey: ['workflows', path, filter],
    queryFn: ({ pageParam, signal }) =>
      request<WorkflowPage>(`${path}/workflows`, { query: { limit: 50, cursor: pageParam, ...filter }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
    // Whoever comes back to the list has most likely changed it: made a workflow, drawn in one, run one.
    refetchOnMount: 'always',
  });
}
