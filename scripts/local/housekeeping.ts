import type { DatabaseAdapter } from '../database/adapter.ts';
import { errorText } from '../support/start-error.ts';

const MINUTE = 60_000;

/** Minutes between two runs. PGlite is Postgres without its background processes, so nobody else does these. */
const CHORES = [
  { statement: 'CHECKPOINT', everyMinutes: 5 },
  { statement: 'VACUUM (ANALYZE)', everyMinutes: 60 },
];

/** Keeps the embedded Postgres from growing old: short recovery after a kill, no dead rows, fresh statistics. */
export function startHousekeeping(database: DatabaseAdapter): () => void {
  const timers = CHORES.map(({ statement, everyMinutes }) =>
    setInterval(() => {
      database.execute({ query: statement, params: [] }).catch((error: unknown) => {
        console.error(`linkflow: ${statement} failed: ${errorText(error)}`);
      });
    }, everyMinutes * MINUTE),
  );
  return () => timers.forEach(clearInterval);
}
