import { z } from 'zod';
import type { SystemDatabase } from '../db/client.ts';
import { withoutJit } from '../db/without-jit.ts';
import type { Clock } from '../shared/clock.ts';
import { ROLL_UP } from './roll-up-statement.ts';

/**
 * How long ago something must have ended to be counted, in seconds. A runner writes an end as soon as it has one, and tries for some ten
 * seconds; it may wait for others that write at the same time.
 */
const LAG_SECONDS = 90;

/** How much time one statement takes in, in seconds: little to begin with, and more while little happened in it. */
const FIRST_SPAN = 300;
const LONGEST_SPAN = 86_400;
const FEW = 10_000;

/** How long one tick goes on when there is much to catch up with, in milliseconds. */
const BUDGET_MS = 20_000;

/** Begins with the oldest execution there is; ids go by time. */
const FIRST_MARK = `INSERT INTO maintenance_state (name, value, updated_at)
SELECT 'execution_stats', to_json(least((SELECT created_at FROM executions ORDER BY id LIMIT 1), now())::text), now()
ON CONFLICT (name) DO NOTHING`;

const MARKS = `SELECT low::text, least(low + $1::int * interval '1 second', until)::text AS high,
  low + $1::int * interval '1 second' >= until AS is_last
FROM (
  SELECT (value #>> '{}')::timestamptz AS low, now() - $2::int * interval '1 second' AS until
  FROM maintenance_state WHERE name = 'execution_stats'
) marks WHERE low < until`;

const marksSchema = z.object({ low: z.string(), high: z.string(), is_last: z.boolean() });

/** One stretch of time: how many executions ended in it; `null`: there is nothing left to do, for this tick. */
async function rollUpOnce(db: SystemDatabase, span: number, lag: number): Promise<number | null> {
  const [row] = await db.sql.query(MARKS, [span, lag]);
  if (row === undefined) return null;
  const { low, high, is_last } = marksSchema.parse(row);
  const [done] = await withoutJit(db, ROLL_UP, [low, high]);
  return done === undefined || is_last ? null : Number(done.ended);
}

/**
 * Takes what has ended into the statistics, from where the last tick came to. Each execution counts once, whoever else does this at the
 * same time. After an outage it takes one stretch of time after the other; what is left over is for the next tick.
 */
export async function rollUpEnds(db: SystemDatabase, now: Clock, lagSeconds: number = LAG_SECONDS): Promise<void> {
  await db.sql.query(FIRST_MARK);
  const began = now();
  let span = FIRST_SPAN;
  let ended: number | null = 0;
  while (ended !== null && now() - began < BUDGET_MS) {
    ended = await rollUpOnce(db, span, lagSeconds);
    span = ended !== null && ended < FEW ? Math.min(LONGEST_SPAN, span * 2) : FIRST_SPAN;
  }
}
