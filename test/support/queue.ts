import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import worker from '../../src/index.ts';
import { newId } from '../../src/shared/ids.ts';

/** Gives the Worker these messages as one batch, and waits until it is through with them. */
export async function deliver(bodies: readonly unknown[], queue = 'linkflow-executions') {
  const timestamp = new Date();
  const messages = bodies.map((body) => ({ id: newId(Date.now()), timestamp, attempts: 1, body }));
  const batch = createMessageBatch(queue, messages);
  const context = createExecutionContext();
  await worker.queue(batch, env);
  return getQueueResult(batch, context);
}

/** Fires a Cron Trigger: the tick of each minute, or the work of each night. */
export async function tick(cron: '* * * * *' | '17 3 * * *' = '* * * * *'): Promise<void> {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController({ cron, scheduledTime: new Date() }), env);
  await waitOnExecutionContext(context);
}
