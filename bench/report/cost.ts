import { PRICES } from './prices.ts';
import type { Counted, LoadRow } from './row.ts';

/** What an execution takes of all that Cloudflare charges for. */
export type Spent = { readonly [What in Exclude<keyof typeof PRICES, 'date'>]: number };

/** What a million executions cost, in dollars. */
export type Cost = {
  readonly cpu: number;
  readonly requests: number;
  readonly queue: number;
  readonly objects: number;
  readonly total: number;
};

/** The processes that are the Worker on Cloudflare. The system's part of their time is in, which Cloudflare does not charge for. */
const WORKER_PROCESSES = ['front', 'runner', 'code'];

/** One message starts an execution from the queue: `outbox.sendSoon`. It is written, read and deleted. */
const OPERATIONS_OF_MESSAGE = 3;

/** Each effect after the first appends to the object: `createDurableJournal`. Then it is closed, and purged some day. */
const CALLS_AT_END = 2;

/** Each append is one row while its entries are short, and the first one writes the head too: `createExecutionJournal`. */
const ROWS_OF_HEAD = 1;

const OBJECT_GB = 0.128;

/**
 * What each execution took. Counted: CPU, how many went through the queue, and how many had an object. Known from the code: what
 * a message or an object takes. An object is held to live as long as the caller waited.
 */
export function spentPerExecution(row: Pick<LoadRow, 'cpu_ms_per_request' | 'p50_ms'>, counted: Counted): Spent {
  const { queued, with_object: objects, appends } = counted;
  return {
    cpuMs: WORKER_PROCESSES.reduce((sum, name) => sum + (row.cpu_ms_per_request[name] ?? 0), 0),
    // A batch of the queue may hold one message only.
    requests: 1 + queued,
    queueOperations: queued * OPERATIONS_OF_MESSAGE,
    objectRequests: objects * (appends + CALLS_AT_END),
    objectRows: objects * (appends + ROWS_OF_HEAD),
    objectGbSeconds: (objects * OBJECT_GB * (row.p50_ms ?? 0)) / 1000,
  };
}

/** What a million executions cost that each take this. */
export function costOfMillion(spent: Spent): Cost {
  const cpu = spent.cpuMs * PRICES.cpuMs;
  const requests = spent.requests * PRICES.requests;
  const queue = spent.queueOperations * PRICES.queueOperations;
  const objects =
    spent.objectRequests * PRICES.objectRequests +
    spent.objectRows * PRICES.objectRows +
    spent.objectGbSeconds * PRICES.objectGbSeconds;
  return { cpu, requests, queue, objects, total: cpu + requests + queue + objects };
}
