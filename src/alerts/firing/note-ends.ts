import type { SystemDatabase } from '../../db/client.ts';
import { withoutJit } from '../../db/without-jit.ts';
import { ABOUT_ENDS, hitsOfEnds } from './hits-of-ends.ts';

/** How far back one look goes, if the statistics have stood still: what is older they find themselves, bit by bit. */
const LOOK_BACK = `interval '10 minutes'`;

/**
 * What ended badly, or took long, after what the statistics have counted. They wait until all ends of a minute must have been written;
 * who is to be told of a failure does not. Reads nothing where no alert is about that.
 */
export const NOTE_ENDS = `WITH since AS MATERIALIZED (
  SELECT greatest((value #>> '{}')::timestamptz, now() - ${LOOK_BACK}) AS moment FROM maintenance_state WHERE name = 'execution_stats'
), ended AS MATERIALIZED (
  SELECT e.id, e.workspace_id, e.workflow_id, e.status, e.trigger_type, e.completed_at,
    extract(epoch FROM e.completed_at - e.started_at) * 1000 AS duration_ms
  FROM executions e
  WHERE e.completed_at > (SELECT moment FROM since) AND e.completed_at <= now()
    AND (e.status = 'failed' AND EXISTS (SELECT 1 FROM alerts a WHERE a.is_active AND a.kind IN ${ABOUT_ENDS})
      OR e.status = 'completed' AND EXISTS (SELECT 1 FROM alerts a WHERE a.is_active AND a.kind = 'slow'))
), ${hitsOfEnds('now()')}
SELECT 1`;

/** Those of which the statistics are past, by far: nobody finds them again. */
const FORGET = `DELETE FROM alert_ends n USING maintenance_state m
WHERE m.name = 'execution_stats' AND n.ended_at <= (m.value #>> '{}')::timestamptz - 2 * ${LOOK_BACK}`;

/** Notes for alerts what has ended until now, each end once. */
export async function noteEnds(db: SystemDatabase): Promise<void> {
  await withoutJit(db, NOTE_ENDS, []);
  await db.sql.query(FORGET);
}
