import type { DatabaseAdapter } from '../database/adapter.ts';
import { errorText } from '../support/start-error.ts';
import { tidyMostChanged } from './tidy-tables.ts';

const SECOND = 1000;

/** A start after a kill reads again what was logged since the last checkpoint: about a second for twice as much, in bytes. */
const MOST_TO_RECOVER = 32 * 1024 * 1024;

const IS_CHECKPOINT_DUE = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) > ${MOST_TO_RECOVER} FROM pg_control_checkpoint()`;

async function run(database: DatabaseAdapter, query: string): Promise<string | null | undefined> {
  return (await database.execute({ query, params: [] })).rows[0]?.[0];
}

/** Keeps short what a start after a kill has to read again. A checkpoint takes 20 ms. */
export async function checkpointWhenDue(database: DatabaseAdapter): Promise<void> {
  if ((await run(database, IS_CHECKPOINT_DUE)) === 't') await run(database, 'CHECKPOINT');
}

/** PGlite is Postgres without its background processes, so nobody else does these. */
const CHORES = [
  { chore: checkpointWhenDue, everySeconds: 5 },
  { chore: tidyMostChanged, everySeconds: 5 },
];

/** Keeps the embedded Postgres from growing old: short recovery after a kill, few dead rows, fresh statistics. */
export function startHousekeeping(database: DatabaseAdapter): () => void {
  const timers = CHORES.map(({ chore, everySeconds }) =>
    setInterval(() => {
      chore(database).catch((error: unknown) => {
        console.error(`linkflow: housekeeping of the database failed (${chore.name}): ${errorText(error)}`);
      });
    }, everySeconds * SECOND),
  );
  return () => timers.forEach(clearInterval);
}
