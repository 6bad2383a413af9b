import { z } from 'zod';
import { DAY_MS } from '../../shared/clock.ts';
import { timeOfId } from '../../shared/ids.ts';
import { gently, isOver, type Night, type StepDone } from '../night.ts';
import { DUE_OF_PAGE, FORGET_DUE, HAS_TURN, PAGE, PAGE_COLUMNS, TURN, USUAL_RETENTION } from './forget-statement.ts';

/**
 * Looks at a page of executions in the order of their ids, which is that of their creation. `$4`: the id after which it begins. No
 * other condition: the planner would think that few rows meet it, read all of them, and sort.
 */
const FORGET_PAGE = `WITH ${TURN}, page AS MATERIALIZED (
  SELECT ${PAGE_COLUMNS} FROM executions e WHERE ${HAS_TURN} AND e.id > $4::uuid ORDER BY e.id LIMIT ${PAGE}
), ${DUE_OF_PAGE}, ${FORGET_DUE}
SELECT (SELECT count(*)::int FROM gone) AS gone, (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last`;

const pageSchema = z.object({ gone: z.number(), last: z.string().nullable() });

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Whether an execution is younger than the shortest usual retention, and so are all after it. */
function isYoung(id: string, now: number): boolean {
  return (timeOfId(id) ?? 0) > now - Number.parseInt(USUAL_RETENTION.completed, 10) * DAY_MS;
}

/**
 * Forgets what is past its retention, the oldest first, page by page. It looks at what is older than the shortest usual retention;
 * what a workflow or a workspace keeps for a shorter time, `forgetByWorkflow` finds.
 */
export async function forgetOld(night: Night): Promise<StepDone> {
  const { completed, failed } = USUAL_RETENTION;
  let after = BEFORE_ALL;
  let rows = 0;
  while (!isOver(night)) {
    const answer = await gently(night, () => night.db.sql.query(FORGET_PAGE, [night.runId, completed, failed, after]));
    const page = pageSchema.parse(answer[0]);
    rows += page.gone;
    if (page.last === null || isYoung(page.last, night.now())) return { rows, finished: true };
    after = page.last;
  }
  return { rows, finished: false };
}
