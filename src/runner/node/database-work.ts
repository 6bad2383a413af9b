import { databaseAway } from '../../db/database-errors.ts';
import { NodeError } from '../../nodes/node-error.ts';

/**
 * What a node asks of the database. That it is away is no fault of the node and may pass: `NodeError` `database.unavailable`,
 * to be tried again. All other errors stay as they are.
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
