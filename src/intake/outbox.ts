import type { ExecutionMessage } from '../env.ts';
import { consoleLog } from '../shared/log.ts';

/**
 * Sends the ids of accepted executions to the queue. The rows are the outbox proper: whatever is lost here, the sweep
 * sends again.
 */
export type Outbox = {
  /** Sends now; throws what the queue throws. */
  send(messages: readonly ExecutionMessage[]): Promise<void>;
  /** Sends the ids of executions whose rows are committed. Never throws: what the queue does not take, the sweep sends again. */
  handOver(ids: readonly string[]): Promise<void>;
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

  async function sendQuietly(messages: readonly ExecutionMessage[]): Promise<void> {
    try {
      await send(messages);
    } catch (error) {
      consoleLog({ level: 'warn', message: 'The queue did not take messages; the sweep sends them again.', error });
    }
  }

  return {
    send,
    handOver: (ids) => sendQuietly(ids.map((id) => ({ execution_id: id }))),
    async sendSoon(id) {
      pending.push({ execution_id: id });
      await new Promise((resolve) => setTimeout(resolve, GATHERING));
      if (pending.length > 0) await sendQuietly(pending.splice(0));
    },
  };
}
