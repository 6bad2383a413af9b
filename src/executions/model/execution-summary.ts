import { type ExecutionSummary, executionSummarySchema } from './executions.schemas.ts';

/** The columns of an execution's summary. */
export const SUMMARY_COLUMNS: readonly string[] = Object.keys(executionSummarySchema.shape);

const MOMENTS: ReadonlySet<string> = new Set([
  'created_at',
  'queued_at',
  'started_at',
  'completed_at',
  'wait_until',
  'start_at',
  'cancel_requested_at',
  'held_at',
]);

function iso(moment: unknown): string | null {
  if (moment === null) return null;
  return (moment instanceof Date ? moment : new Date(String(moment))).toISOString();
}

/** The summary of an execution, of a row that has its columns, and maybe more. Moments may be dates, or as Postgres writes them. */
export function summaryOf(row: Readonly<Record<string, unknown>>): ExecutionSummary {
  const fields = SUMMARY_COLUMNS.map((name) => [name, MOMENTS.has(name) ? iso(row[name]) : row[name]]);
  return executionSummarySchema.parse(Object.fromEntries(fields));
}
