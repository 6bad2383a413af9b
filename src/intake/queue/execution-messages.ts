import { z } from 'zod';
import type { ExecutionMessage, PollMessage, QueueMessage } from '../../env.ts';
import { consoleLog } from '../../shared/log.ts';

const suspect = z.boolean().default(false);

const messageSchema = z.union([
  z.object({ execution_id: z.uuid(), suspect }),
  z.object({
    poll_id: z.uuid(),
    revision: z
      .int()
      .nonnegative()
      .max(2 ** 31 - 1),
    suspect,
  }),
  z.object({ bulk_job_id: z.uuid() }),
]);

/** What the body of a message says; `null` for one that no version of this code has sent. */
export function parseMessage(body: unknown): QueueMessage | null {
  const parsed = messageSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  consoleLog({ level: 'error', message: 'A queue message was not understood and is dropped.' });
  return null;
}

/** The messages of a batch by what they are about. */
export function splitMessages(messages: readonly QueueMessage[]): {
  readonly executions: readonly ExecutionMessage[];
  readonly polls: readonly PollMessage[];
  readonly bulkJobs: readonly string[];
} {
  return {
    executions: messages.filter((one) => 'execution_id' in one),
    polls: messages.filter((one) => 'poll_id' in one),
    bulkJobs: [...new Set(messages.flatMap((one) => ('bulk_job_id' in one ? [one.bulk_job_id] : [])))],
  };
}

/** The executions of a batch, each once: those that may run together, and those with which a runner was lost before. */
export function sortMessages(messages: readonly ExecutionMessage[]): {
  readonly trusted: readonly string[];
  readonly suspects: readonly string[];
} {
  const idsOf = (suspect: boolean): readonly string[] => [
    ...new Set(messages.filter((one) => (one.suspect === true) === suspect).map((one) => one.execution_id)),
  ];
  return { trusted: idsOf(false), suspects: idsOf(true) };
}
