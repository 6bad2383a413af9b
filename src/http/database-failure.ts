import { databaseAway } from '../db/database-away.ts';
import { AppError } from '../shared/errors.ts';

/** Seconds after which a client may try again when Postgres is away. */
const RETRY_AFTER_SECONDS = 5;

/** The database failure inside an error, however deep Drizzle wrapped it, as a 503; `null` for any other error. */
export function databaseUnavailable(error: unknown): AppError | null {
  const cause = databaseAway(error);
  if (cause === null) return null;
  return new AppError('database.unavailable', 503, 'The database is not available; try again soon.', {
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    cause,
  });
}
