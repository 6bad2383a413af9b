import { z } from 'zod';
import { failUndelivered } from '../../executions/lifecycle/sweep-executions.ts';
import { createdAtOf } from '../../executions/model/created-at.ts';
import { timeOfId } from '../../shared/ids.ts';
import { consoleLog } from '../../shared/log.ts';
import { ALL_FOLLOW_UPS, followUpEnds } from '../ends/follow-up-ends.ts';
import type { IntakeDeps } from '../intake-deps.ts';

const messageSchema = z.object({ execution_id: z.uuid() });

/** Ends the executions whose messages could not be handled: failed, with a reason, never in silence. Throws for the queue to deliver again. */
export async function consumeDeadLetters(deps: IntakeDeps, messages: readonly Message<unknown>[]): Promise<void> {
  const ids = messages.flatMap((message) => {
    const parsed = messageSchema.safeParse(message.body);
    return parsed.success && timeOfId(parsed.data.execution_id) !== null ? [parsed.data.execution_id] : [];
  });
  if (ids.length === 0) return;
  const times = ids.map((id) => createdAtOf(id).getTime());
  const failed = await failUndelivered(deps.db, { ids, first: Math.min(...times), last: Math.max(...times) });
  consoleLog({
    level: 'error',
    message: 'Executions were given up: their messages could not be handled.',
    executions: failed,
  });
  await followUpEnds(deps, failed, ALL_FOLLOW_UPS);
}
