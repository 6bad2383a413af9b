import type { DatabaseAdapter } from './adapter.ts';
import type { LogFiles } from './log-files.ts';

/**
 * Answers when all that was written before is on the disk: also what only reads waits, for it may have read what is not there
 * yet. Meanwhile the database goes on with other statements, whose answers the same sync or the next one lets out.
 */
export function answerWhenSynced(
  database: DatabaseAdapter,
  log: Pick<LogFiles, 'isSynced' | 'synced' | 'close'>,
): DatabaseAdapter {
  async function synced<Result>(work: Promise<Result>): Promise<Result> {
    const [result] = await Promise.allSettled([work]);
    if (!log.isSynced()) await log.synced();
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  return {
    execute: (statement, role) => synced(database.execute(statement, role)),
    transaction: (statements, options) => synced(database.transaction(statements, options)),
    withSession: (work) => synced(database.withSession(work)),
    async close() {
      await synced(database.close());
      log.close();
    },
  };
}
