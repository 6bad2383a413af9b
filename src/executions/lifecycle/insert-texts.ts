import type { Database } from '../../db/client.ts';
import type { EntryText } from './entry-text.ts';
import { insertStatement } from './insert-statement.ts';
import { hasRow } from './lost-executions.ts';

/** `stale`: the guard no longer holds. `duplicate`: another execution has this dedupe key. Neither wrote anything. */
export type InsertResult = 'inserted' | 'stale' | 'duplicate';

/**
 * Accepts executions in one statement: checks each guard, claims the dedupe keys, writes the rows and, for those that are
 * already over, their histories. Of each either all is written or nothing; one that is refused does not touch the others. An
 * error means that nothing at all was written. The results are in the order of `group`.
 */
export async function insertTexts(db: Database, group: readonly EntryText[]): Promise<readonly InsertResult[]> {
  const guards = [...new Set(group.map(({ guard }) => guard))].sort();
  const deduped = group.some((one) => one.deduped);
  const journaled = group.some((one) => one.journaled);
  const watched = group.some((one) => one.watched);
  const nodes = group.map((one) => one.nodes).filter((text) => text !== '');
  const ended = nodes.length > 0;
  const forgets = group.some((one) => one.forgets);
  const rows = await db.sql.query(insertStatement({ guards, deduped, ended, journaled, forgets, watched }), [
    `[${group.map(({ row }) => row).join(',')}]`,
    ...(ended ? [`[${nodes.join(',')}]`] : []),
  ]);
  const results = new Map(rows.map((row) => [row.id, row.inserted === true ? 'inserted' : 'duplicate'] as const));
  return group.map(({ id }) => results.get(id) ?? 'stale');
}

async function tryToInsert(db: Database, text: EntryText): Promise<InsertResult> {
  const [result] = await insertTexts(db, [text]);
  return result ?? 'stale';
}

/** Accepts an execution that may be accepted already, by a statement whose answer did not come: it is `inserted` then, too. */
export async function insertAgain(db: Database, text: EntryText): Promise<InsertResult> {
  try {
    const result = await tryToInsert(db, text);
    return result !== 'inserted' && (await hasRow(db, text.id)) ? 'inserted' : result;
  } catch (error) {
    if (await hasRow(db, text.id)) return 'inserted';
    throw error;
  }
}
