import { NeonDbError } from '@neondatabase/serverless';
import { NodeError } from '../nodes/node-error.ts';

/** Whether the database said it, however deep it was wrapped. */
function isFromDatabase(error: unknown): boolean {
  if (error instanceof NeonDbError) return true;
  return error instanceof Error && error.cause !== undefined && isFromDatabase(error.cause);
}

/**
 * What a node asks of the database. That it is away is no fault of the node and may pass: `NodeError` `database.unavailable`,
 * to be tried again. All other errors stay as they are.
 */
export async function databaseWork<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof NodeError || !isFromDatabase(cause)) throw cause;
    const message = 'The database was away when the node needed it';
    throw new NodeError('database.unavailable', message, { retryable: true, cause });
  }
}
