import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { PeopleDatabase } from '../../db/client.ts';
import type { BlobStore } from '../files/blob-store.ts';
import { createdAtOf } from '../model/created-at.ts';
import type { NodeExecution } from '../model/executions.schemas.ts';
import { nodeExecutions } from '../model/node-executions.table.ts';
import { withKeptOutputs } from './kept-outputs.ts';

/** A run of a node, as references in `input_data` name it. */
export type NodeRunKey = { readonly node_id: string; readonly run_index: number };

export type NodeExecutionRepository = {
  /** In the order of their positions, those after the position `after`. */
  list(executionId: string, page: { after: number; limit: number }): Promise<readonly NodeExecution[]>;
  /** These runs, in no order. */
  pick(executionId: string, runs: readonly NodeRunKey[]): Promise<readonly NodeExecution[]>;
};

type Row = typeof nodeExecutions.$inferSelect;

function toNodeExecution({ created_at, ...row }: Row): NodeExecution {
  return {
    ...row,
    started_at: row.started_at?.toISOString() ?? null,
    completed_at: row.completed_at?.toISOString() ?? null,
  };
}

/** Names the partition, too, so that only one is looked into. */
function ofExecution(executionId: string) {
  return and(eq(nodeExecutions.execution_id, executionId), eq(nodeExecutions.created_at, createdAtOf(executionId)));
}

/** How much of what history had no room for a page shows, in UTF-16 units of JSON. */
const MAX_SHOWN = 8_000_000;

export function createNodeExecutionRepository(db: PeopleDatabase, blobs: BlobStore | null): NodeExecutionRepository {
  const whole = (executionId: string, rows: readonly Row[]) =>
    withKeptOutputs({ db, blobs }, rows.map(toNodeExecution), { executionId, maxLength: MAX_SHOWN });
  return {
    async list(executionId, { after, limit }) {
      const rows = await db.orm
        .select()
        .from(nodeExecutions)
        .where(and(ofExecution(executionId), gt(nodeExecutions.position, after)))
        .orderBy(asc(nodeExecutions.position))
        .limit(limit);
      return whole(executionId, rows);
    },
    async pick(executionId, runs) {
      if (runs.length === 0) return [];
      const wanted = runs.map(({ node_id, run_index }) =>
        and(eq(nodeExecutions.node_id, node_id), eq(nodeExecutions.run_index, run_index)),
      );
      const rows = await db.orm
        .select()
        .from(nodeExecutions)
        .where(and(ofExecution(executionId), or(...wanted)));
      return whole(executionId, rows);
    },
  };
}
