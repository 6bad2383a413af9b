import { type SQL, sql } from 'drizzle-orm';
import { workflows } from './workflows.table.ts';

/** A workflow with more executions than these since the last count is shown with fewer for some minutes. */
const COUNTED_AT_MOST = 10_000;

/** Executions that `countExecutions` has not added yet: it writes mark and counts at once, so one snapshot has each once. */
const UNCOUNTED = `FROM executions e WHERE e.workflow_id = workflows.id AND e.created_at > coalesce(
  (SELECT (value #>> '{}')::timestamptz FROM maintenance_state WHERE name = 'execution_count'), '-infinity')`;

/** How many executions `workflows` has had. */
export const SHOWN_COUNT = `workflows.execution_count
  + (SELECT count(*)::int FROM (SELECT 1 ${UNCOUNTED} LIMIT ${COUNTED_AT_MOST}) recent)`;

/** When `workflows` was executed last. */
export const LAST_EXECUTED_AT = `greatest(workflows.last_executed_at, (SELECT max(e.created_at) ${UNCOUNTED}))`;

/** `execution_count` and `last_executed_at` as they are now: what was counted, and what came since. */
export const EXECUTION_COUNTS: { readonly execution_count: SQL<number>; readonly last_executed_at: SQL<Date | null> } =
  {
    execution_count: sql.raw(SHOWN_COUNT).mapWith(Number),
    last_executed_at: sql.raw(LAST_EXECUTED_AT).mapWith(workflows.last_executed_at),
  };
