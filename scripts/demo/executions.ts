import { z } from 'zod';
import type { Client } from './client.ts';

const pageSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      created_at: z.string(),
      started_at: z.string().nullable(),
      completed_at: z.string().nullable(),
    }),
  ),
  next_cursor: z.string().nullable(),
});

type Page = z.infer<typeof pageSchema>;

/** An execution, as lists show it. */
export type ListedExecution = Page['data'][number];

/** The first page of the executions of a query. */
export async function pageOfExecutions(client: Client, query: string): Promise<Page> {
  return pageSchema.parse((await client.call({ method: 'GET', path: `/executions?${query}` }, 200)).json);
}

/** All executions of a workflow. */
export async function listExecutions(client: Client, workflowId: string): Promise<ListedExecution[]> {
  const query = `workflow_id=${workflowId}&limit=100`;
  let page = await pageOfExecutions(client, query);
  const executions = [...page.data];
  while (page.next_cursor !== null) {
    page = await pageOfExecutions(client, `${query}&cursor=${page.next_cursor}`);
    executions.push(...page.data);
  }
  return executions;
}
