import { arrayOf } from '../../db/array-of.ts';
import type { Database } from '../../db/client.ts';
import { inGroups } from '../../shared/in-groups.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import { CANCELLED } from './mark-cancelled.ts';

/** What cancelling called executions needs. */
export type CancelCalledDeps = {
  readonly db: Database;
  /** Tells the object of an execution that no further effect may begin. */
  readonly cancelObject: (id: string) => Promise<void>;
  readonly enqueue: (ids: readonly string[]) => Promise<void>;
};

/**
 * Cancels every execution that these (`$1`) called and wait for, and that those called in turn, unless it has ended. `$2`:
 * whether it returns those, too, that were marked before.
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

type Round = { readonly ids: readonly string[]; readonly includeMarked: boolean };

/**
 * Whether any were found, and what came of objects that could not be told, which keeps no other from being told. The statement may deadlock with the flush of a called execution; Postgres then ends one of
 * the two.
 */
async function cancelRound(
  deps: CancelCalledDeps,
  { ids, includeMarked }: Round,
): Promise<{ readonly found: boolean; readonly errors: readonly unknown[] }> {
  const { db, cancelObject, enqueue } = deps;
  const rows = await repeatOnFailure(SHORT_PAUSES, () => db.sql.query(CANCEL_CALLED, [arrayOf(ids), includeMarked]));
  const promoted = rows.filter((row) => row.promoted === true);
  const queued = promoted.filter((row) => row.status === 'queued').map((row) => String(row.id));
  const objects = await inGroups(promoted, CONCURRENCY, async (row) => {
    const [told] = await Promise.allSettled([cancelObject(String(row.id))]);
    return told.status === 'rejected' ? [told.reason] : [];
  });
  if (queued.length > 0) await enqueue(queued);
  return { found: rows.length > 0, errors: objects.flat() };
}

/**
 * Cancels the executions that these called, once these begin nothing more themselves: no effect begins in a called one
 * after this returns. A called one may be calling another at the moment when it is marked, so it looks again until it
 * finds none unmarked. The first round tells the objects of those marked before, too: whoever marked them may not have
 * reached them. Throws, when all is done, if an object could not be told.
 */
export async function cancelCalled(deps: CancelCalledDeps, ids: readonly string[]): Promise<void> {
  const errors: unknown[] = [];
  for (let found = true, includeMarked = true; found; includeMarked = false) {
    const round = await cancelRound(deps, { ids, includeMarked });
    found = round.found;
    errors.push(...round.errors);
  }
  if (errors.length > 0)
    throw new AggregateError(errors, 'Objects of called executions were not told that they are cancelled.');
}
