import { and, asc, eq, gt } from 'drizzle-orm';
import type { PeopleDatabase } from '../../db/client.ts';
import type { ExecutionCall } from '../model/execution-calls.schemas.ts';
import { executionCalls } from '../model/execution-waits.table.ts';
import { executions } from '../model/executions.table.ts';

export type ExecutionCallRepository = {
  /**
   * The executions that an execution has called, in the order of the calls; those that come after the called execution
   * `after`.
   */
  list(executionId: string, page: { after: string | null; limit: number }): Promise<readonly ExecutionCall[]>;
};

const COLUMNS = {
  execution_id: executionCalls.called_execution_id,
  workflow_id: executions.workflow_id,
  node_id: executionCalls.node_id,
  run_index: executionCalls.run_index,
  attempt: executionCalls.attempt,
  place: executionCalls.place,
  awaited: executionCalls.awaited,
  status: executions.status,
  error_code: executions.error_code,
  created_at: executionCalls.called_created_at,
  ended_at: executions.completed_at,
};

export function createExecutionCallRepository(db: PeopleDatabase): ExecutionCallRepository {
  return {
    async list(executionId, { after, limit }) {
      const called = executionCalls.called_execution_id;
      const rows = await db.orm
        .select(COLUMNS)
        .from(executionCalls)
        .leftJoin(
          executions,
          and(eq(executions.id, called), eq(executions.created_at, executionCalls.called_created_at)),
        )
        .where(and(eq(executionCalls.execution_id, executionId), after === null ? undefined : gt(called, after)))
        .orderBy(asc(called))
        .limit(limit);
      return rows.map((row) => ({
        ...row,
        created_at: row.created_at.toISOString(),
        ended_at: row.ended_at?.toISOString() ?? null,
      }));
    },
  };
}
