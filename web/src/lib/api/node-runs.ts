import { request } from './request.ts';
import type { NodeRun } from './schema.gen.ts';

type Page = { readonly data: readonly NodeRun[]; readonly next_cursor: string | null };

const MOST_PAGES = 50;

/** The node runs of an execution without their data, up to 5,000 of them. */
export async function loadNodeRuns(
  path: string,
  executionId: string,
  signal?: AbortSignal,
): Promise<readonly NodeRun[]> {
  const runs: NodeRun[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null && page < MOST_PAGES; page += 1) {
    const found: Page = await request<Page>(`${path}/executions/${executionId}/node-runs`, {
      query: { limit: 100, cursor },
      signal,
    });
    runs.push(...found.data);
    cursor = found.next_cursor;
  }
  return runs;
}
