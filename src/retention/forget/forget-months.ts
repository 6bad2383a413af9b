import { z } from 'zod';
import { timeOfId } from '../../shared/ids.ts';
import { isOver, type Night, type StepDone } from '../night.ts';
import { DUE_OF_PAGE, FORGET_DUE, PAGE, PAGE_COLUMNS, TURN, USUAL_RETENTION } from './forget-statement.ts';

/**
 * Looks at a page of executions in the order of their ids, which is that of their creation. `$4`: the id after which it begins;
 * `$5`, `$6`: the month that it stays in, so that no other is looked into.
 */
const FORGET_PAGE = `WITH ${TURN}, page AS MATERIALIZED (
  SELECT ${PAGE_COLUMNS} FROM turn, executions e
  WHERE e.id > $4::uuid AND e.created_at >= $5::timestamptz AND e.created_at < $6::timestamptz
    AND e.created_at < now() - least($2::interval, $3::interval)
  ORDER BY e.id LIMIT ${PAGE}
), ${DUE_OF_PAGE}, ${FORGET_DUE}
SELECT (SELECT count(*)::int FROM gone) AS gone, (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last`;

const pageSchema = z.object({ gone: z.number(), last: z.string().nullable() });

const NEXT = 'SELECT id FROM executions WHERE id > $1::uuid AND created_at < now() - $2::interval ORDER BY id LIMIT 1';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The month (UTC) of a moment, as Postgres reads it. */
function monthOf(ms: number): readonly [from: string, to: string] {
  const date = new Date(ms);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return [new Date(Date.UTC(year, month)).toISOString(), new Date(Date.UTC(year, month + 1)).toISOString()];
}

type MonthDone = { readonly rows: number; readonly finished: boolean; readonly last: string };

/** Goes through the month of the execution `first`, which is the next one after `after`. */
async function forgetMonth(night: Night, { first, after }: { first: string; after: string }): Promise<MonthDone> {
  const { completed, failed } = USUAL_RETENTION;
  const month = monthOf(timeOfId(first) ?? 0);
  let last = after;
  let rows = 0;
  while (!isOver(night)) {
    const answer = await night.db.sql.query(FORGET_PAGE, [night.runId, completed, failed, last, ...month]);
    const page = pageSchema.parse(answer[0]);
    rows += page.gone;
    if (page.last === null) return { rows, finished: true, last: last > first ? last : first };
    last = page.last;
  }
  return { rows, finished: false, last };
}

/**
 * Forgets what is past its retention, the oldest first, page by page. It looks at what is older than the shortest usual retention;
 * what a workflow or a workspace keeps for a shorter time, {@link forgetShort} finds.
 */
export async function forgetMonths(night: Night): Promise<StepDone> {
  let after = BEFORE_ALL;
  let rows = 0;
  while (!isOver(night)) {
    const [next] = await night.db.sql.query(NEXT, [after, USUAL_RETENTION.completed]);
    if (next === undefined) return { rows, finished: true };
    const month = await forgetMonth(night, { first: String(next.id), after });
    rows += month.rows;
    if (!month.finished) break;
    after = month.last;
  }
  return { rows, finished: false };
}
