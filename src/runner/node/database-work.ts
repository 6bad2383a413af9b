import { databaseAway } from '../../db/database-errors.ts';
import { NodeError } from '../../nodes/node-error.ts';

/**
 * Does something in the database for a node. If the database is away, the node fails with the retryable `NodeError`
 * `database.unavailable`. All other errors stay as they are.
 */
export async function databaseWork<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (databaseAway(cause) === null) throw cause;
    const message = 'The database was away when the node needed it';
    throw new NodeError('database.unavailable', message, { retryable: true, cause });
  }
}
