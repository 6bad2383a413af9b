import type { SystemDatabase } from '../db/client.ts';
import { consoleLog } from '../shared/log.ts';
import type { Night, StepReport } from './night.ts';

/** What executions and their node runs take, with indexes and all. */
const BYTES = `(SELECT coalesce(sum(pg_total_relation_size(inhrelid)), 0)::bigint FROM pg_inherits
  WHERE inhparent IN ('executions'::regclass, 'node_executions'::regclass))`;

const BEGIN = `INSERT INTO retention_runs (id, started_at, bytes_before) SELECT $1::uuid, $2::timestamptz, ${BYTES}`;

const REPORT = 'UPDATE retention_runs SET report = $2::json WHERE id = $1::uuid';

const END = `UPDATE retention_runs SET status = $2, ended_at = $3::timestamptz, bytes_after = ${BYTES} WHERE id = $1::uuid
RETURNING bytes_before::text, bytes_after::text`;

/** Notes that a night has begun. */
export async function beginReport(
  db: SystemDatabase,
  { id, startedAt }: { id: string; startedAt: number },
): Promise<void> {
  await db.sql.query(BEGIN, [id, new Date(startedAt).toISOString()]);
}

/** Notes what was done so far, so that a night that is cut off tells how far it came. */
export async function noteSteps({ db, runId }: Night, steps: readonly StepReport[]): Promise<void> {
  await db.sql.query(REPORT, [runId, JSON.stringify(steps)]);
}

function statusOf(steps: readonly StepReport[]): 'completed' | 'unfinished' | 'failed' {
  if (steps.some(({ error }) => error !== undefined)) return 'failed';
  return steps.every(({ finished }) => finished) ? 'completed' : 'unfinished';
}

/** Notes how the night ended, in its row and in the log. */
export async function endReport({ db, runId, now }: Night, steps: readonly StepReport[]): Promise<void> {
  const status = statusOf(steps);
  const [sizes] = await db.sql.query(END, [runId, status, new Date(now()).toISOString()]);
  consoleLog({
    level: status === 'completed' ? 'info' : 'warn',
    message: 'The nightly work is over.',
    run: runId,
    status,
    bytes_before: sizes?.bytes_before,
    bytes_after: sizes?.bytes_after,
    rows: Object.fromEntries(steps.filter(({ rows }) => rows > 0).map(({ step, rows }) => [step, rows])),
  });
}
