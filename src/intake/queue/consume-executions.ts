import type { IntakeDeps } from '../intake-deps.ts';
import { askPolls } from '../polls/ask-polls.ts';
import { askPollsElsewhere } from '../polls/ask-polls-elsewhere.ts';
import { parseMessage, splitMessages } from './execution-messages.ts';
import { runBatch } from './run-batch.ts';
import { runBatchElsewhere } from './run-batch-elsewhere.ts';

/** Works on bulk jobs for a while. Never throws. */
type BulkWork = (ids: readonly string[]) => Promise<void>;

/**
 * Runs the executions and makes the polls that a queue batch names, here or, in the local stack, in the process for it; and works on
 * its bulk jobs. Throws for the queue to deliver again.
 */
export async function consumeExecutions(
  intake: IntakeDeps,
  messages: readonly Message<unknown>[],
  workBulkJobs: BulkWork,
): Promise<void> {
  const parsed = messages.map(({ body }) => parseMessage(body)).filter((message) => message !== null);
  const { executions, polls, bulkJobs } = splitMessages(parsed);
  const { elsewhere } = intake;
  const parts = await Promise.allSettled([
    elsewhere === null ? runBatch(intake, executions) : runBatchElsewhere(intake, elsewhere, executions),
    elsewhere === null ? askPolls(intake, polls) : askPollsElsewhere(elsewhere, polls),
    workBulkJobs(bulkJobs),
  ]);
  const errors = parts.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
  if (errors.length > 0) throw new AggregateError(errors, 'Parts of a batch were not taken.');
}
