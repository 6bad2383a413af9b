import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.ts';

const DEADLINE_MS = 30_000;
const ENDED = new Set(['completed', 'failed', 'cancelled']);

const executionSchema = z.object({
  id: z.string(),
  status: z.string(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
});

const nodesSchema = z.object({
  data: z.array(
    z.object({
      node_id: z.string(),
      node_type: z.string(),
      status: z.string(),
      duration_ms: z.number().nullable(),
      output_data: z.unknown(),
      error_message: z.string().nullable(),
    }),
  ),
});

/** An execution that has ended, with the runs of its nodes. */
export type Story = z.infer<typeof executionSchema> & { readonly nodes: z.infer<typeof nodesSchema>['data'] };

/** Polls an execution until it has ended. */
export async function followExecution(client: Client, id: string): Promise<Story> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const reply = await client.call({ method: 'GET', path: `/executions/${id}` }, 200);
    const execution = executionSchema.parse(reply.json);
    if (ENDED.has(execution.status) || Date.now() > deadline) {
      const nodes = await client.call({ method: 'GET', path: `/executions/${id}/nodes?limit=100` }, 200);
      return { ...execution, nodes: nodesSchema.parse(nodes.json).data };
    }
    await delay(100);
  }
}
