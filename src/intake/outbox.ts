import type { ExecutionMessage, QueueMessage } from '../env.ts';
import { consoleLog } from '../shared/log.ts';

/** An execution that is to start in so many seconds. */
type LaterStart = { readonly id: string; readonly delaySeconds: number };

/** Sends the ids of accepted executions to the queue. A message that gets lost is sent again by the sweep, from the row. */
export type Outbox = {
  /** Sends now; throws what the queue throws. */
  send(messages: readonly QueueMessage[]): Promise<void>;
  /** The same, but never throws. */
  sendQuietly(messages: readonly QueueMessage[]): Promise<void>;
  /** Sends the ids of executions whose rows are committed. Never throws. */
  handOver(ids: readonly string[], workflowId?: string): Promise<void>;
  /** Sends the ids of executions that are to start later, each for its moment. Never throws. */
  handOverLater(starts: readonly LaterStart[]): Promise<void>;
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

export function createOutbox(queue: Queue<QueueMessage>): Outbox {
  const pending: ExecutionMessage[] = [];

  async function sendAll(requests: readonly MessageSendRequest<QueueMessage>[]): Promise<void> {
    for (let start = 0; start < requests.length; start += BATCH_SIZE) {
      await queue.sendBatch(requests.slice(start, start + BATCH_SIZE));
    }
  }

  async function requestQuietly(requests: readonly MessageSendRequest<QueueMessage>[]): Promise<void> {
    try {
      await sendAll(requests);
    } catch (error) {
      consoleLog({ level: 'warn', message: 'The queue did not take messages; the sweep sends them again.', error });
    }
  }

  return {
    send: (messages) => sendAll(messages.map((body) => ({ body }))),
    sendQuietly: (messages) => requestQuietly(messages.map((body) => ({ body }))),
    handOver: (ids, workflowId) => requestQuietly(ids.map((id) => ({ body: message(id, workflowId) }))),
    handOverLater: (starts) =>
      requestQuietly(starts.map(({ id, delaySeconds }) => ({ body: { execution_id: id }, delaySeconds }))),
    async sendSoon(id, workflowId) {
      pending.push(message(id, workflowId));
      await new Promise((resolve) => setTimeout(resolve, COLLECT_MS));
      if (pending.length > 0) await requestQuietly(pending.splice(0).map((body) => ({ body })));
    },
  };
}
