import type { ExecutionMessage } from '../env.ts';
import { consoleLog } from '../shared/log.ts';

/** Sends the ids of accepted executions to the queue. A message that gets lost is sent again by the sweep, from the row. */
export type Outbox = {
  /** Sends now; throws what the queue throws. */
  send(messages: readonly ExecutionMessage[]): Promise<void>;
  /** The same, but never throws. */
  sendQuietly(messages: readonly ExecutionMessage[]): Promise<void>;
  /** Sends the ids of executions whose rows are committed. Never throws. */
  handOver(ids: readonly string[], workflowId?: string): Promise<void>;
  /** Sends an id together with those of other requests in this isolate. Never throws; pass the promise to `waitUntil`. */
  sendSoon(id: string, workflowId?: string): Promise<void>;
};

/** How many messages one `sendBatch` takes. */
const BATCH_SIZE = 100;

/** How long `sendSoon` collects ids before it sends them, in milliseconds. */
const COLLECT_MS = 5;

function message(id: string, workflowId: string | undefined): ExecutionMessage {
  return workflowId === undefined ? { execution_id: id } : { execution_id: id, workflow_id: workflowId };
}

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
    sendQuietly,
    handOver: (ids, workflowId) => sendQuietly(ids.map((id) => message(id, workflowId))),
    async sendSoon(id, workflowId) {
      pending.push(message(id, workflowId));
      await new Promise((resolve) => setTimeout(resolve, COLLECT_MS));
      if (pending.length > 0) await sendQuietly(pending.splice(0));
    },
  };
}
