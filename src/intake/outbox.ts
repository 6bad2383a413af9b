import type { ExecutionMessage } from '../env.ts';
import { consoleLog } from '../shared/log.ts';

/**
 * Sends the ids of accepted executions to the queue. The rows are the outbox proper: whatever is lost here, the sweep
 * sends again.
 */
export type Outbox = {
  /** Sends now; throws what the queue throws. */
  send(messages: readonly ExecutionMessage[]): Promise<void>;
  /** Sends together with what other requests of this isolate have at the moment. Never throws; give it to `waitUntil`. */
  sendSoon(id: string): Promise<void>;
};

/** How many messages one `sendBatch` takes. */
const BATCH_SIZE = 100;

/** How long messages gather, in milliseconds. */
const GATHERING = 5;

export function createOutbox(queue: Queue<ExecutionMessage>): Outbox {
  const pending: ExecutionMessage[] = [];

  async function send(messages: readonly ExecutionMessage[]): Promise<void> {
    for (let start = 0; start < messages.length; start += BATCH_SIZE) {
      await queue.sendBatch(messages.slice(start, start + BATCH_SIZE).map((body) => ({ body })));
    }
  }

  return {
    send,
    async sendSoon(id) {
      pending.push({ execution_id: id });
      await new Promise((resolve) => setTimeout(resolve, GATHERING));
      if (pending.length === 0) return;
      try {
        await send(pending.splice(0));
      } catch (error) {
        consoleLog({ level: 'warn', message: 'The queue did not take messages; the sweep sends them again.', error });
      }
    },
  };
}
