import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { PeopleDatabase } from '../db/client.ts';
import { timeOfId } from '../shared/ids.ts';
import { summaryOf } from './model/execution-summary.ts';
import type { Execution } from './model/executions.schemas.ts';
import { executions } from './model/executions.table.ts';

/** A stored execution. */
export type StoredExecution = {
  readonly execution: Execution;
  /** Whether its journal may be in an object. */
  readonly promoted: boolean;
  /** The facts that its row holds. */
  readonly journal: string | null;
};

export type ExecutionRepository = {
  find(workspaceId: string, id: string): Promise<StoredExecution | null>;
};

const {
  output_data,
  input_data,
  trigger_data,
  response,
  enqueued_at,
  journal_purged_at,
  journal: rowJournal,
  dedupe_key,
  has_effects,
  epoch,
  claims,
  lease_expires_at,
  promoted_at,
  resume_count,
  run_options,
  flow_key,
  in_shared_gate,
  watch_count,
  ...summaryColumns
} = getTableColumns(executions);

const detailColumns = { ...summaryColumns, trigger_data, input_data, output_data, run_options };

type DetailRow = Pick<typeof executions.$inferSelect, keyof typeof detailColumns>;

function toExecution(row: DetailRow): Execution {
  const { trigger_data: trigger, input_data: input, output_data: output, run_options: options, ...summary } = row;
  return { ...summaryOf(summary), trigger_data: trigger, input_data: input, output_data: output, run_options: options };
}

export function createExecutionRepository(db: PeopleDatabase): ExecutionRepository {
  return {
    async find(workspaceId, id) {
      const time = timeOfId(id);
      if (time === null) return null;
      const [row] = await db.orm
        .select({
          ...detailColumns,
          promoted: sql<boolean>`${promoted_at} IS NOT NULL`,
          journal: rowJournal,
        })
        .from(executions)
        .where(
          and(
            eq(executions.workspace_id, workspaceId),
            eq(executions.id, id),
            eq(executions.created_at, new Date(time)),
          ),
        );
      if (row === undefined) return null;
      const { promoted, journal, ...stored } = row;
      return { promoted, journal, execution: toExecution(stored) };
    },
  };
}
