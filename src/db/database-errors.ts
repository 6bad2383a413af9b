import { NeonDbError } from '@neondatabase/serverless';

/**
 * SQLSTATE classes (PostgreSQL, appendix A) of errors that go away by themselves: connection, resources, operator, and
 * transactions that conflicted. An error without a SQLSTATE never reached Postgres.
 */
const PASSING = /^(?:08|40|53|57P0)/;

function isPassing({ code }: NeonDbError): boolean {
  return code === undefined || PASSING.test(code);
}

/** The database's error, however deep it was wrapped, if it says that the database can't serve now; `null` for any other. */
export function databaseAway(error: unknown): NeonDbError | null {
  if (error instanceof NeonDbError && isPassing(error)) return error;
  return error instanceof Error && error.cause !== undefined ? databaseAway(error.cause) : null;
}

/** Whether transactions were in each other's way, and this one lost. */
export function conflicted(error: unknown): boolean {
  return databaseAway(error)?.code?.startsWith('40') ?? false;
}

/** Whether an error, however deep Drizzle wrapped it, is Postgres refusing a row because of this constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false;
  return ('constraint' in error && error.constraint === constraint) || violates(error.cause, constraint);
}
