import { NeonDbError } from '@neondatabase/serverless';
import { AppError } from '../shared/errors.ts';

/** SQLSTATE classes (PostgreSQL, appendix A) that say that the server can't serve now: connection, resources, operator. */
const PASSING = /^(?:08|53|57P0)/;

/** Seconds after which a client may try again when Postgres is away. */
const RETRY_AFTER_SECONDS = 5;

/** The database failure inside an error, however deep Drizzle wrapped it, as a 503; `null` for any other error. */
export function databaseUnavailable(error: unknown): AppError | null {
  if (!isUnavailable(error)) return error instanceof Error && error.cause ? databaseUnavailable(error.cause) : null;
  return new AppError('database.unavailable', 503, 'The database is not available; try again soon.', {
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    cause: error,
  });
}

/** An error without a SQLSTATE never reached Postgres. */
function isUnavailable(error: unknown): boolean {
  return error instanceof NeonDbError && (error.code === undefined || PASSING.test(error.code));
}
