import type { SystemDatabase } from '../db/client.ts';
import type { Clock } from '../shared/clock.ts';
import { consoleLog } from '../shared/log.ts';
import { executionsReached } from './plans.errors.ts';

/** Which workspaces may start nothing new this month. One list for the isolate, read beside its requests and not in them. */
export type Refusals = { has(workspaceId: string): Promise<boolean> };

/** After how many milliseconds the list is read again, and after how many a start waits for that. */
const FRESH = 10_000;
const STALE = 60_000;

const MONTH = `date_trunc('month', now() AT TIME ZONE 'UTC')::date`;

/** Whether the workspace whose id is `workspaceId` in SQL may start nothing new. */
export function runsRefused(workspaceId: string): string {
  return `EXISTS (SELECT FROM workspace_usage u WHERE u.workspace_id = ${workspaceId} AND u.refused AND u.month = ${MONTH})`;
}

const LIST = `SELECT workspace_id FROM workspace_usage WHERE refused AND month = ${MONTH}`;

type RefusalDeps = {
  readonly db: SystemDatabase;
  readonly now: Clock;
  /** Keeps the request alive for work that outlasts its answer (`waitUntil`). */
  readonly hold: (work: Promise<unknown>) => void;
};

/**
 * Nothing is read for a start unless the isolate is new, or had nothing to do for a minute. A list that can't be read refuses
 * nobody: then hardly anything is accepted anyway.
 */
export function createRefusals({ db, now, hold }: RefusalDeps): Refusals {
  let refused: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    askedAt = now();
    try {
      const rows = await db.sql.query(LIST);
      refused = new Set(rows.map((row) => String(row.workspace_id)));
      readAt = now();
    } catch (error) {
      consoleLog({
        level: 'warn',
        message: 'The list of used up plans was not read; the next start tries again.',
        error,
      });
    }
  }

  return {
    async has(workspaceId) {
      const time = now();
      if (time - readAt > STALE) await read();
      else if (time - readAt > FRESH && time - askedAt > FRESH) hold(read());
      return refused.has(workspaceId);
    },
  };
}

/** `null`: this deployment bills nobody. Throws `plans.executions_reached` 402. */
export async function assertMayStart(refusals: Refusals | null, workspaceId: string): Promise<void> {
  if (refusals !== null && (await refusals.has(workspaceId))) throw executionsReached();
}
