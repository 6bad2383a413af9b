import { getTableColumns } from 'drizzle-orm';
import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { executions } from '../model/executions.table.ts';
import { nodeExecutions } from '../model/node-executions.table.ts';
import { countFound } from './count-found.ts';

/** Of so many of the newest executions, and of so many of their node runs, the bytes are counted. */
const WEIGHED_EXECUTIONS = 200;
const WEIGHED_RUNS = 5000;

/** What Postgres keeps for a row besides its columns, with the pointer to it. */
const ROW_BYTES = 28;

/** How many bytes a row takes, as compressed, without reading what lies apart from it. */
function bytesOf(row: string, columns: object): string {
  const parts = Object.keys(columns).map((column) => `coalesce(pg_column_size(${row}.${column}), 0)`);
  return `${ROW_BYTES} + ${parts.join(' + ')}`;
}

const WEIGH = `WITH newest AS MATERIALIZED (
  SELECT e.id, e.created_at, ${bytesOf('e', getTableColumns(executions))} AS bytes FROM executions e
  WHERE e.workspace_id = $1::uuid ORDER BY e.created_at DESC, e.id DESC LIMIT ${WEIGHED_EXECUTIONS}
), found AS MATERIALIZED (
  SELECT n.id, n.created_at FROM node_executions n WHERE n.execution_id = ANY (ARRAY(SELECT id FROM newest))
    AND n.created_at >= (SELECT min(created_at) FROM newest) AND n.created_at <= (SELECT max(created_at) FROM newest)
), runs AS (
  SELECT ${bytesOf('n', getTableColumns(nodeExecutions))} AS bytes FROM node_executions n
  JOIN (SELECT id, created_at FROM found LIMIT ${WEIGHED_RUNS}) f ON n.id = f.id AND n.created_at = f.created_at
)
SELECT (SELECT count(*) FROM newest)::int AS executions, (SELECT count(*) FROM found)::int AS runs,
  (SELECT coalesce(sum(bytes), 0) FROM newest)::float8 AS execution_bytes,
  (SELECT coalesce(avg(bytes), 0) FROM runs)::float8 AS run_bytes`;

const weighedRow = z.tuple([
  z.object({ executions: z.int(), runs: z.int(), execution_bytes: z.number(), run_bytes: z.number() }),
]);

/** `bytes`: of the rows of executions and of their node runs, as compressed, without indexes. `estimate`: not all were weighed. */
export type HistorySize = { readonly executions: number; readonly bytes: number; readonly estimate: boolean };

/**
 * How much history a workspace has in Postgres: its newest executions are weighed, and stand for all of them. The work is bounded, however
 * much there is.
 */
export async function historySize(db: PeopleDatabase, workspaceId: string): Promise<HistorySize> {
  const { count, estimate } = await countFound(db, { workspaceId, filter: {}, after: null });
  const [weighed] = weighedRow.parse(await db.sql.query(WEIGH, [workspaceId]));
  if (weighed.executions === 0) return { executions: count, bytes: 0, estimate };
  const each = (weighed.execution_bytes + weighed.runs * weighed.run_bytes) / weighed.executions;
  const isWhole = weighed.executions === count && weighed.runs <= WEIGHED_RUNS;
  return { executions: count, bytes: Math.round(each * count), estimate: estimate || !isWhole };
}
