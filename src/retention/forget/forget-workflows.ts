import { z } from 'zod';
import { gently, isOver, type Night, type StepDone } from '../night.ts';
import {
  DUE_OF_PAGE,
  FORGET_DUE,
  HAS_TURN,
  IS_FREE,
  PAGE,
  PAGE_COLUMNS,
  TURN,
  USUAL_RETENTION,
} from './forget-statement.ts';

const SHORT = `SELECT workflow_id AS id, least(completed, failed)::text AS least, keep_last
FROM retention_policies($1::interval, $2::interval)
WHERE least(completed, failed) < least($1::interval, $2::interval) OR keep_last IS NOT NULL`;

const shortSchema = z.object({ id: z.string(), least: z.string(), keep_last: z.number().nullable() });
type Short = z.infer<typeof shortSchema>;

/**
 * `$4`: the workflow, `$5`: its shortest retention, `$6`, `$7`: the execution after which the page begins. As few conditions as
 * there can be, so that the planner takes the rows from the index in their order. `young`: whether what follows is to be kept.
 */
const FORGET_PAGE = `WITH ${TURN}, page AS MATERIALIZED (
  SELECT ${PAGE_COLUMNS} FROM executions e
  WHERE ${HAS_TURN} AND e.workflow_id = $4::uuid AND (e.created_at, e.id) > ($6::timestamptz, $7::uuid)
  ORDER BY e.created_at, e.id LIMIT ${PAGE}
), ${DUE_OF_PAGE}, ${FORGET_DUE}, last AS (
  SELECT id, created_at FROM page ORDER BY created_at DESC, id DESC LIMIT 1
)
SELECT (SELECT count(*)::int FROM gone) AS gone, (SELECT id FROM last) AS id, (SELECT created_at::text FROM last) AS created_at,
  (SELECT created_at > now() - $5::interval FROM last) AS young`;

const pageSchema = z.object({
  gone: z.number(),
  id: z.string().nullable(),
  created_at: z.string().nullable(),
  young: z.boolean().nullable(),
});

/** What is older, `forgetOld` has looked at. */
const DAYS_BACK = Number.parseInt(USUAL_RETENTION.completed, 10) + 1;

async function forgetOlder(night: Night, { id, least }: Short): Promise<StepDone> {
  const { completed, failed } = USUAL_RETENTION;
  const begin = new Date(night.now() - DAYS_BACK * 24 * 3_600_000).toISOString();
  let after: readonly [string, string] = [begin, '00000000-0000-0000-0000-000000000000'];
  let rows = 0;
  while (!isOver(night)) {
    const parameters = [night.runId, completed, failed, id, least, ...after];
    const answer = await gently(night, () => night.db.sql.query(FORGET_PAGE, parameters));
    const page = pageSchema.parse(answer[0]);
    rows += page.gone;
    if (page.id === null || page.created_at === null || page.young === true) return { rows, finished: true };
    after = [page.created_at, page.id];
  }
  return { rows, finished: false };
}

/** `$2`: the workflow, `$3`: how many of its executions that have ended are kept, the latest. */
const FORGET_SURPLUS = `WITH ${TURN}, due AS MATERIALIZED (
  SELECT e.id, e.created_at, e.workspace_id FROM executions e
  WHERE ${HAS_TURN} AND e.workflow_id = $2::uuid AND e.status IN ('completed', 'failed', 'cancelled') AND ${IS_FREE}
  ORDER BY e.created_at DESC, e.id DESC OFFSET $3::int LIMIT ${PAGE}
), ${FORGET_DUE}
SELECT count(*)::int AS gone FROM gone`;

/** Forgets all but the latest executions of a workflow. */
async function forgetSurplus(night: Night, { id, keep_last }: Short): Promise<StepDone> {
  if (keep_last === null) return { rows: 0, finished: true };
  let rows = 0;
  while (!isOver(night)) {
    const [row] = await gently(night, () => night.db.sql.query(FORGET_SURPLUS, [night.runId, id, keep_last]));
    const gone = Number(row?.gone ?? 0);
    rows += gone;
    if (gone === 0) return { rows, finished: true };
  }
  return { rows, finished: false };
}

/**
 * Forgets executions of workflows that keep them for a shorter time than usual, or only so many of them: by workflow, since
 * `forgetOld` does not look at what is younger.
 */
export async function forgetByWorkflow(night: Night): Promise<StepDone> {
  const { completed, failed } = USUAL_RETENTION;
  const found = z.array(shortSchema).parse(await night.db.sql.query(SHORT, [completed, failed]));
  let rows = 0;
  for (const workflow of found) {
    for (const forget of [forgetOlder, forgetSurplus]) {
      const done = await forget(night, workflow);
      rows += done.rows;
      if (!done.finished) return { rows, finished: false };
    }
  }
  return { rows, finished: true };
}
