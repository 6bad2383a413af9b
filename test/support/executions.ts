import { expect, vi } from 'vitest';
import { z } from 'zod';
import {
  type Execution,
  executionSchema,
  type NodeExecution,
  nodeExecutionSchema,
} from '../../src/executions/model/executions.schemas.ts';
import { pageSchema } from '../../src/shared/pagination.ts';
import type { Reply, User } from './running-app.ts';

/** How long tests wait for what goes on by itself. */
export const PATIENCE = { timeout: 60_000, interval: 50 };

/** The execution that an answer tells of. */
export function executionId(reply: Reply): string {
  return z.string().parse(reply.json.execution_id ?? reply.headers.get('linkflow-execution-id'));
}

export async function getExecution(user: User, id: string): Promise<Execution> {
  return executionSchema.parse((await user.api('GET', `/executions/${id}`)).json);
}

export async function getNodes(user: User, id: string): Promise<readonly NodeExecution[]> {
  return pageSchema(nodeExecutionSchema).parse((await user.api('GET', `/executions/${id}/nodes?limit=100`)).json).data;
}

/** Waits until the execution has this status. */
export function untilStatus(user: User, id: string, status: Execution['status']): Promise<Execution> {
  return vi.waitFor(async () => {
    const execution = await getExecution(user, id);
    expect(execution.status).toBe(status);
    return execution;
  }, PATIENCE);
}
