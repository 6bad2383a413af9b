import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { OpenedWait, OutsideWait } from '../../nodes/node-run.ts';
import { retrying } from '../../shared/repeat-call.ts';
import { toStorableJson } from '../history/history-json.ts';
import { createdAtOf } from '../model/created-at.ts';

/** One attempt of a run of a node: what waits. */
export type WaitKey = {
  readonly executionId: string;
  readonly nodeId: string;
  readonly runIndex: number;
  readonly attempt: number;
};

/** The waits of executions for others, kept in Postgres, where those who call can find them. */
export type ExecutionWaits = {
  /** Lets somebody resume the attempt from now on. Opening it again changes nothing, and tells what became of it. */
  open(key: WaitKey, workspaceId: string, wait: OutsideWait): Promise<OpenedWait>;
  /** Accepts nothing more, and returns what came: `null` if nothing did. The same answer however often it is asked. */
  close(key: WaitKey): Promise<JsonValue>;
  /** The attempts of an execution for which something has come. */
  resumed(executionId: string): Promise<readonly WaitKey[]>;
};

const OPEN = `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, details, expires_at)
VALUES ($1::uuid, $2::timestamptz, $3, $4::int, $5::int, $6::uuid, $7, $8::jsonb, $9::timestamptz)
ON CONFLICT (execution_id, node_id, run_index, attempt) DO UPDATE SET kind = excluded.kind
RETURNING resumed_at IS NOT NULL AS came, expires_at`;

const CLOSE = `UPDATE execution_waits SET closed_at = coalesce(closed_at, now())
WHERE execution_id = $1::uuid AND node_id = $2 AND run_index = $3::int AND attempt = $4::int
RETURNING payload, resumed_at IS NOT NULL AS resumed`;

const RESUMED = `SELECT node_id, run_index, attempt FROM execution_waits
WHERE execution_id = $1::uuid AND resumed_at IS NOT NULL`;

const openedSchema = z.object({ came: z.boolean(), expires_at: z.coerce.date().nullable() });
const closedSchema = z.object({ payload: z.custom<JsonValue>(), resumed: z.boolean() });
const resumedSchema = z.object({ node_id: z.string(), run_index: z.number(), attempt: z.number() });

/** What the database did not take is tried again after these pauses (ms): opening and closing may be repeated. */
const DELAYS = [200, 1000, 5000];

export function createExecutionWaits(db: Database): ExecutionWaits {
  return {
    async open({ executionId, nodeId, runIndex, attempt }, workspaceId, { kind, details, until }) {
      const values = [
        executionId,
        createdAtOf(executionId).toISOString(),
        nodeId,
        runIndex,
        attempt,
        workspaceId,
        kind,
        toStorableJson(details),
        until === null ? null : new Date(until).toISOString(),
      ];
      const rows = await retrying(DELAYS, () => db.sql.query(OPEN, values));
      const { came, expires_at } = openedSchema.parse(rows[0]);
      return { came, until: expires_at?.getTime() ?? null };
    },
    async close({ executionId, nodeId, runIndex, attempt }) {
      const [row] = await retrying(DELAYS, () => db.sql.query(CLOSE, [executionId, nodeId, runIndex, attempt]));
      if (row === undefined) return null;
      const { payload, resumed } = closedSchema.parse(row);
      return resumed ? payload : null;
    },
    async resumed(executionId) {
      const rows = await db.sql.query(RESUMED, [executionId]);
      return rows.map((row) => {
        const { node_id: nodeId, run_index: runIndex, attempt } = resumedSchema.parse(row);
        return { executionId, nodeId, runIndex, attempt };
      });
    },
  };
}
