import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { isHeldBy } from './find-by-key.ts';
import { type Hold, holdKey } from './hold-execution.ts';

/** The first facts and intents of an execution as JSON arrays; `null`: there are none. */
export type FirstFacts = Hold & { readonly facts: string | null; readonly intents: string | null };

/** `fenced`: the execution is no longer this runner's. `cancelled`: the facts were kept, and no effect may begin. */
export type RowReply = 'ok' | 'cancelled' | 'fenced';

/**
 * The epoch, the cancellation and the journal are columns of one row, so this statement checks the first two and writes
 * the third at once: a cancellation comes before it, and then no effect begins, or after it. `$1`: entries as JSON.
 */
const WRITE = `UPDATE executions e SET journal = CASE
    WHEN e.cancel_requested_at IS NOT NULL OR h.intents IS NULL THEN h.facts
    WHEN h.facts IS NULL THEN h.intents
    ELSE left(h.facts, -1) || ',' || substr(h.intents, 2) END
FROM json_to_recordset($1::json) AS h(id uuid, created_at timestamptz, epoch integer, facts text, intents text)
WHERE ${isHeldBy('h')}
RETURNING e.id, e.cancel_requested_at IS NOT NULL AS cancelled`;

/** May be repeated. Without entries in the row there is still something to note. */
const MARK = `UPDATE executions e SET journal =
    CASE WHEN e.journal LIKE '{%' THEN e.journal ELSE '{"moved":' || coalesce(e.journal, '[]') || '}' END
FROM json_to_recordset($1::json) AS h(id uuid, created_at timestamptz, epoch integer)
WHERE ${isHeldBy('h')}
RETURNING e.id, e.cancel_requested_at IS NOT NULL AS cancelled`;

const writtenSchema = z.object({ id: z.string(), cancelled: z.boolean() });

/** Writes the first entries of executions into their rows. Idempotent. The replies come in the order of `group`. */
export async function journalInRows(db: Database, group: readonly FirstFacts[]): Promise<readonly RowReply[]> {
  const rows = group.map(({ facts, intents, ...hold }) => ({ ...holdKey(hold), facts, intents }));
  const written = await db.sql.query(WRITE, [JSON.stringify(rows)]);
  const found = new Map(written.map((row) => writtenSchema.parse(row)).map(({ id, cancelled }) => [id, cancelled]));
  return group.map(({ id }) => replyOf(found.get(id)));
}

function replyOf(cancelled: boolean | undefined): RowReply {
  if (cancelled === undefined) return 'fenced';
  return cancelled ? 'cancelled' : 'ok';
}

/** Notes in the row that the object has more of the journal than it: without the object, nobody knows what has been done. Idempotent. */
export async function markMoved(db: Database, hold: Hold): Promise<RowReply> {
  const [row] = await db.sql.query(MARK, [JSON.stringify([holdKey(hold)])]);
  return replyOf(row === undefined ? undefined : writtenSchema.parse(row).cancelled);
}
