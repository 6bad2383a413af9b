import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { OpenedWait, OutsideWait } from '../../nodes/node-run.ts';
import { repeatOnFailure } from '../../shared/repeat-call.ts';
import { toStorableJson } from '../history/history-json.ts';
import { createdAtOf } from '../model/created-at.ts';

/** The attempt of a node run that waits. */
export type WaitKey = {
  readonly executionId: string;
  readonly nodeId: string;
  readonly runIndex: number;
  readonly attempt: number;
};

/** Waits for calls and decisions. They are kept in Postgres, where the request that resumes one finds it. */
export type ExecutionWaits = {
  /** Opens the wait: it can be resumed from now on. Idempotent; tells whether it was resumed already. */
  open(key: WaitKey, workspaceId: string, wait: OutsideWait): Promise<OpenedWait>;
  /** Closes the wait, and returns what came for it: `null` if nothing did. Idempotent. */
  close(key: WaitKey): Promise<JsonValue>;
  /** The attempts of an execution that were resumed. */
  resumed(executionId: string): Promise<readonly WaitKey[]>;
};

/**
 * `$1` execution, `$2` its created_at, `$3` node, `$4` run index, `$5` attempt, `$6` workspace, `$7` kind, `$8`
 * details, `$9` until when.
 */
const OPEN = `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, details, expires_at)
VALUES ($1::uuid, $2::timestamptz, $3, $4::int, $5::int, $6::uuid, $7, $8::json, $9::timestamptz)
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

/** Pauses (ms) between tries when the database fails; opening and closing are idempotent. */
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
      const rows = await repeatOnFailure(DELAYS, () => db.sql.query(OPEN, values));
      const { came, expires_at } = openedSchema.parse(rows[0]);
      return { came, until: expires_at?.getTime() ?? null };
    },
    async close({ executionId, nodeId, runIndex, attempt }) {
      const [row] = await repeatOnFailure(DELAYS, () => db.sql.query(CLOSE, [executionId, nodeId, runIndex, attempt]));
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
