import { and, desc, eq, getTableColumns, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PeopleDatabase } from '../db/client.ts';
import { timeOfId } from '../shared/ids.ts';
import type { Execution, ExecutionSummary, ListExecutions } from './model/executions.schemas.ts';
import { executions } from './model/executions.table.ts';

/** The row that a page starts after. */
type ExecutionPosition = { readonly createdAt: Date; readonly id: string };

type ExecutionFilter = Omit<ListExecutions, 'cursor' | 'limit'>;

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
  /** Newest first; `limit` rows at most. */
  list(
    workspaceId: string,
    filter: ExecutionFilter,
    page: { after: ExecutionPosition | null; limit: number },
  ): Promise<readonly ExecutionSummary[]>;
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
  ...summaryColumns
} = getTableColumns(executions);

const detailColumns = { ...summaryColumns, trigger_data, input_data, output_data, run_options };

type SummaryRow = Pick<typeof executions.$inferSelect, keyof typeof summaryColumns>;
type DetailRow = Pick<typeof executions.$inferSelect, keyof typeof detailColumns>;

function iso(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}

function toSummary(row: SummaryRow): ExecutionSummary {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    queued_at: iso(row.queued_at),
    started_at: iso(row.started_at),
    completed_at: iso(row.completed_at),
    wait_until: iso(row.wait_until),
    start_at: iso(row.start_at),
    cancel_requested_at: iso(row.cancel_requested_at),
    held_at: iso(row.held_at),
  };
}

function toExecution(row: DetailRow): Execution {
  const { trigger_data: trigger, input_data: input, output_data: output, run_options: options, ...summary } = row;
  return { ...toSummary(summary), trigger_data: trigger, input_data: input, output_data: output, run_options: options };
}

function afterPosition(position: ExecutionPosition | null): SQL | undefined {
  if (position === null) return undefined;
  const { createdAt, id } = position;
  return or(lt(executions.created_at, createdAt), and(eq(executions.created_at, createdAt), lt(executions.id, id)));
}

/** The index is on this cast. Both operators imply that `metadata` is not null, so Postgres may use the partial index. */
function hasMetadata({ metadata_key: key, metadata_value: value }: ExecutionFilter): SQL | undefined {
  if (key === undefined) return undefined;
  if (value === undefined) return sql`${executions.metadata}::jsonb ? ${key}`;
  return sql`${executions.metadata}::jsonb @> ${JSON.stringify({ [key]: value })}::jsonb`;
}

function conditions(workspaceId: string, filter: ExecutionFilter): (SQL | undefined)[] {
  const { workflow_id, status, trigger_type, created_from, created_before } = filter;
  return [
    eq(executions.workspace_id, workspaceId),
    workflow_id === undefined ? undefined : eq(executions.workflow_id, workflow_id),
    status === undefined ? undefined : eq(executions.status, status),
    trigger_type === undefined ? undefined : eq(executions.trigger_type, trigger_type),
    created_from === undefined ? undefined : gte(executions.created_at, new Date(created_from)),
    created_before === undefined ? undefined : lt(executions.created_at, new Date(created_before)),
    hasMetadata(filter),
  ];
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
    async list(workspaceId, filter, { after, limit }) {
      const rows = await db.orm
        .select(summaryColumns)
        .from(executions)
        .where(and(...conditions(workspaceId, filter), afterPosition(after)))
        .orderBy(desc(executions.created_at), desc(executions.id))
        .limit(limit);
      return rows.map(toSummary);
    },
  };
}
