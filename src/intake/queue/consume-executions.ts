import type { IntakeDeps } from '../intake-deps.ts';
import { parseMessage } from './execution-messages.ts';
import { runBatch } from './run-batch.ts';
import { runBatchElsewhere } from './run-batch-elsewhere.ts';

/** Runs the executions that a queue batch names: here or, in the local stack, in the process for it. Throws for the queue to deliver again. */
export async function consumeExecutions(intake: IntakeDeps, messages: readonly Message<unknown>[]): Promise<void> {
  const parsed = messages.map(({ body }) => parseMessage(body)).filter((message) => message !== null);
  if (intake.elsewhere === null) await runBatch(intake, parsed);
  else await runBatchElsewhere(intake, intake.elsewhere, parsed);
}
