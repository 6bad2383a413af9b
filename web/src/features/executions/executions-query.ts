import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../lib/api/request.ts';
import type { ListedExecution } from '../../lib/api/schema.gen.ts';

export type ExecutionFilter = {
  readonly status?: string;
  readonly workflow_id?: string;
  readonly trigger_type?: string;
  readonly error_text?: string;
  readonly created_from?: string;
  readonly created_before?: string;
  readonly min_duration_ms?: string;
};

type Page = { readonly data: readonly ListedExecution[]; readonly next_cursor: string | null };

const LIVE_MS = 3000;

/** Executions that a filter finds, newest first. As long as the first page is all that is shown, it is live. */
export function executionsQuery(path: string, filter: ExecutionFilter) {
  return infiniteQueryOptions({
    queryKey: ['executions', path, filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page>(`${path}/executions`, { query: { limit: 50, cursor: pageParam, ...filter }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : LIVE_MS),
  });
}
