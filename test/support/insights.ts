import { rollUpEnds } from '../../src/insights/roll-up.ts';
import { changeRow, queueExecution } from './queued-execution.ts';
import type { User } from './running-app.ts';
import { testDatabase } from './test-database.ts';

/** An execution that has ended. All in milliseconds; `endedAgo`: before now. */
export type Ended = {
  readonly endedAgo: number;
  readonly took?: number;
  readonly waited?: number;
  readonly status?: 'completed' | 'failed' | 'cancelled';
  readonly trigger?: string;
};

/** Puts an execution into the database that has ended. Gives its id. */
export async function endExecution(user: User, workflowId: string, ended: Ended): Promise<string> {
  const { endedAgo, took = 1000, waited = 0, status = 'completed', trigger = 'webhook' } = ended;
  const createdAt = Date.now() - endedAgo - took - waited;
  const id = await queueExecution(user, workflowId, { createdAt });
  const moment = (ms: number) => `'${new Date(ms).toISOString()}'`;
  await changeRow(
    id,
    `status = '${status}', trigger_type = '${trigger}', started_at = ${moment(createdAt + waited)},
     completed_at = ${moment(createdAt + waited + took)}`,
  );
  return id;
}

/** Puts the mark back, so that what ended since is counted by the next roll-up; what others have there is counted again. */
export async function moveMark(ago: string): Promise<void> {
  await rollUp();
  const text = `UPDATE maintenance_state SET value = to_json((now() - $1::interval)::text) WHERE name = 'execution_stats'`;
  await testDatabase().sql.query(text, [ago]);
}

/** Counts what ended until now. */
export async function rollUp(): Promise<void> {
  await rollUpEnds(testDatabase(), Date.now, 0);
}
