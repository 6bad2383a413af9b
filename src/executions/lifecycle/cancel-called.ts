import type { Database } from '../../db/client.ts';
import { inGroups } from '../../shared/in-groups.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import { CANCELLED } from './cancelled-columns.ts';

/** What it takes to cancel executions that others have called. */
export type CancelCalledDeps = {
  readonly db: Database;
  /** Tells the object of an execution that no further effect may begin. */
  readonly cancelObject: (id: string) => Promise<void>;
  readonly enqueue: (ids: readonly string[]) => Promise<void>;
};

/**
 * All that these executions called and wait for, and that those called, down to the last, as far as it has not ended. `$2`: those
 * that are marked already, too.
 */
const CANCEL_CALLED = `WITH RECURSIVE tree AS (
  SELECT c.called_execution_id AS id, c.called_created_at AS created_at, c.workspace_id FROM execution_calls c
  WHERE c.execution_id = ANY($1::uuid[]) AND c.awaited
  UNION
  SELECT c.called_execution_id, c.called_created_at, c.workspace_id FROM execution_calls c
  JOIN tree ON c.execution_id = tree.id AND c.workspace_id = tree.workspace_id WHERE c.awaited
)
UPDATE executions e SET ${CANCELLED} FROM tree
WHERE e.id = tree.id AND e.created_at = tree.created_at AND e.workspace_id = tree.workspace_id
  AND e.status IN ('queued', 'running', 'waiting') AND ($2::boolean OR e.cancel_requested_at IS NULL)
RETURNING e.id, e.status, e.promoted_at IS NOT NULL AS promoted`;

/** Objects that are told at the same time. */
const CONCURRENCY = 20;

type Round = { readonly ids: readonly string[]; readonly again: boolean };

/** While a called execution ends, this statement and that flush may stop each other: Postgres gives one of them up. */
async function cancelRound({ db, cancelObject, enqueue }: CancelCalledDeps, { ids, again }: Round): Promise<boolean> {
  const rows = await repeatOnFailure(SHORT_PAUSES, () => db.sql.query(CANCEL_CALLED, [`{${ids.join(',')}}`, again]));
  const promoted = rows.filter((row) => row.promoted === true);
  await inGroups(promoted, CONCURRENCY, (row) => cancelObject(String(row.id)));
  const queued = promoted.filter((row) => row.status === 'queued').map((row) => String(row.id));
  if (queued.length > 0) await enqueue(queued);
  return rows.length > 0;
}

/**
 * Cancels what executions have called, once they themselves begin nothing more. A called one may just be calling another while
 * it is marked, so this looks again until there is nothing left to mark: no effect begins in any of them after it returns. The
 * first look takes up what was marked before: whoever did that may have failed to reach its object.
 */
export async function cancelCalled(deps: CancelCalledDeps, ids: readonly string[]): Promise<void> {
  let found = await cancelRound(deps, { ids, again: true });
  while (found) found = await cancelRound(deps, { ids, again: false });
}
