import { z } from 'zod';
import type { ExecutionMessage } from '../../env.ts';
import { consoleLog } from '../../shared/log.ts';

const messageSchema = z.object({ execution_id: z.uuid(), suspect: z.boolean().optional() });

/** What the body of a message says; `null` for one that no version of this code has sent. */
export function parseMessage(body: unknown): ExecutionMessage | null {
  const parsed = messageSchema.safeParse(body);
  if (parsed.success) return { execution_id: parsed.data.execution_id, suspect: parsed.data.suspect ?? false };
  consoleLog({ level: 'error', message: 'A queue message was not understood and is dropped.' });
  return null;
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
