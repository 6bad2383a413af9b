import { NeonDbError } from '@neondatabase/serverless';

/**
 * SQLSTATE classes (PostgreSQL, appendix A) of what passes: connection, resources, operator, and transactions that stood in
 * each other's way. An error without a SQLSTATE never reached Postgres.
 */
const PASSING = /^(?:08|40|53|57P0)/;

function isPassing({ code }: NeonDbError): boolean {
  return code === undefined || PASSING.test(code);
}

/** The error by which the database said that it can't serve now, however deep it was wrapped; `null` for any other error. */
export function databaseAway(error: unknown): NeonDbError | null {
  if (error instanceof NeonDbError && isPassing(error)) return error;
  return error instanceof Error && error.cause !== undefined ? databaseAway(error.cause) : null;
}
