/**
 * What Cloudflare charges for a million of each beyond what the Workers Paid plan includes, in dollars. Read on 2026-11-29 at
 * developers.cloudflare.com: workers/platform/pricing, queues/platform/pricing, durable-objects/platform/pricing.
 */
export const PRICES = {
  date: '2026-11-29',
  /** Requests from outside, and invocations by a queue. What a Worker asks of others costs nothing. */
  requests: 0.3,
  cpuMs: 0.02,
  /** A message of up to 64 KB is written, read and deleted: three operations. */
  queueOperations: 0.4,
  objectRequests: 0.15,
  /** Rows of SQLite that are written. A million that are read cost a tenth of a cent, and are left out. */
  objectRows: 1,
  /** Gigabytes times seconds, while an object is in memory. It is charged for 128 MB whatever it uses. */
  objectGbSeconds: 12.5,
} as const;
