import { z } from 'zod';
import { gently, isOver, type Night, type StepDone } from '../night.ts';

/** Node runs that one statement looks at. */
const PAGE = 20_000;

/**
 * Node runs whose execution is gone, with a workflow that was deleted. In the order of their executions, as an index has them: `$1`
 * is the execution after which the page begins. A page ends with a whole execution unless that has more runs than a page.
 */
const FORGET_PAGE = `WITH page AS MATERIALIZED (
  SELECT n.execution_id, n.created_at FROM node_executions n
  WHERE n.execution_id > $1::uuid AND n.created_at < now() - interval '1 day'
  ORDER BY n.execution_id LIMIT ${PAGE}
), orphans AS MATERIALIZED (
  SELECT DISTINCT p.execution_id, p.created_at FROM page p
  WHERE NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = p.execution_id AND e.created_at = p.created_at)
), gone AS (
  DELETE FROM node_executions n WHERE n.execution_id = ANY (ARRAY(SELECT execution_id FROM orphans))
    AND n.created_at >= (SELECT min(created_at) FROM orphans) AND n.created_at <= (SELECT max(created_at) FROM orphans)
  RETURNING 1
)
SELECT (SELECT count(*)::int FROM gone) AS gone,
  (SELECT execution_id FROM page ORDER BY execution_id DESC LIMIT 1) AS last`;

const pageSchema = z.object({ gone: z.number(), last: z.string().nullable() });

/** Forgets node runs that nobody can reach any more, since their execution is gone. */
export async function forgetOrphans(night: Night): Promise<StepDone> {
  let after = '00000000-0000-0000-0000-000000000000';
  let rows = 0;
  while (!isOver(night)) {
    const answer = await gently(night, () => night.db.sql.query(FORGET_PAGE, [after]));
    const page = pageSchema.parse(answer[0]);
    rows += page.gone;
    if (page.last === null) return { rows, finished: true };
    after = page.last;
  }
  return { rows, finished: false };
}
