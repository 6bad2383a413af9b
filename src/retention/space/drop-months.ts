import { z } from 'zod';
import { repeatOnFailure } from '../../shared/repeat-call.ts';
import { USUAL_RETENTION } from '../forget/forget-statement.ts';
import { isOver, type Night, type StepDone } from '../night.ts';
import { pastMonths } from './past-months.ts';

/** Pauses (ms) before it tries again to get the tables for itself. */
const PAUSES = [1000, 5000];

/** The month goes and the counts are written, or neither. `$1`: the night, `$2`: the month, `$3`, `$4`: the usual retentions. */
const DROP = `WITH dropped AS MATERIALIZED (
  SELECT * FROM drop_month($2::timestamp, $3::interval, $4::interval)
), counted AS (
  INSERT INTO retention_counts AS c (run_id, workspace_id, executions)
  SELECT $1::uuid, workspace_id, executions::int FROM dropped WHERE workspace_id IS NOT NULL
  ON CONFLICT (workspace_id, run_id) DO UPDATE SET executions = c.executions + excluded.executions
)
SELECT executions::int AS executions FROM dropped`;

const droppedSchema = z.array(z.object({ executions: z.number() }));

/** Drops the months of which nothing is kept any longer: at once, and their space with them. */
export async function dropMonths(night: Night): Promise<StepDone> {
  const { completed, failed } = USUAL_RETENTION;
  const details: string[] = [];
  let rows = 0;
  for (const month of await pastMonths(night.db)) {
    if (isOver(night)) return { rows, finished: false, details };
    const answer = await repeatOnFailure(PAUSES, () =>
      night.db.sql.query(DROP, [night.runId, month, completed, failed]),
    );
    const dropped = droppedSchema.parse(answer);
    if (dropped.length > 0) details.push(month.slice(0, 7));
    rows += dropped.reduce((sum, { executions }) => sum + executions, 0);
  }
  return { rows, finished: true, details };
}
