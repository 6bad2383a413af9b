import type { ExecutionMessage, PollMessage, QueueMessage } from '../env.ts';
import { consoleLog } from '../shared/log.ts';

/** An execution that is to start in so many seconds. */
type LaterStart = { readonly id: string; readonly delaySeconds: number };

/** Sends the ids of accepted executions to the queue. A message that gets lost is sent again by the sweep, from the row. */
export type Outbox = {
  /** Sends now; throws what the queue throws. */
  send(messages: readonly QueueMessage[]): Promise<void>;
  /** Sends the ids of executions whose rows are committed. Never throws. */
  handOver(ids: readonly string[]): Promise<void>;
  /** Sends the ids of executions that are to start later, each for its moment. Never throws. */
  handOverLater(starts: readonly LaterStart[]): Promise<void>;
  /** Sends polls. Never throws. */
  handOverPolls(polls: readonly PollMessage[]): Promise<void>;
  /** Sends an id together with those of other requests in this isolate. Never throws; pass the promise to `waitUntil`. */
  sendSoon(id: string): Promise<void>;
};

/** How many messages one `sendBatch` takes. */
const BATCH_SIZE = 100;

/** How long `sendSoon` collects ids before it sends them, in milliseconds. */
const COLLECT_MS = 5;

export function createOutbox(queue: Queue<QueueMessage>): Outbox {
  const pending: ExecutionMessage[] = [];

  async function sendAll(requests: readonly MessageSendRequest<QueueMessage>[]): Promise<void> {
    for (let start = 0; start < requests.length; start += BATCH_SIZE) {
      await queue.sendBatch(requests.slice(start, start + BATCH_SIZE));
    }
  }

  async function sendQuietly(requests: readonly MessageSendRequest<QueueMessage>[]): Promise<void> {
    try {
      await sendAll(requests);
    } catch (error) {
      consoleLog({ level: 'warn', message: 'The queue did not take messages; the sweep sends them again.', error });
    }
  }

  return {
    send: (messages) => sendAll(messages.map((body) => ({ body }))),
    handOver: (ids) => sendQuietly(ids.map((id) => ({ body: { execution_id: id } }))),
    handOverLater: (starts) =>
      sendQuietly(starts.map(({ id, delaySeconds }) => ({ body: { execution_id: id }, delaySeconds }))),
    handOverPolls: (polls) => sendQuietly(polls.map((body) => ({ body }))),
    async sendSoon(id) {
      pending.push({ execution_id: id });
      await new Promise((resolve) => setTimeout(resolve, COLLECT_MS));
      if (pending.length > 0) await sendQuietly(pending.splice(0).map((body) => ({ body })));
    },
  };
}
