/** How a queue is to treat its messages, for tests: see queue-faults.js. */
export type QueueFaults = { readonly dropped: number; readonly copies: number; readonly spreadSeconds: number };

export declare function disturb<Message extends { readonly id: string; readonly delaySeconds?: number }>(
  messages: readonly Message[],
  faults: QueueFaults,
  random?: () => number,
): (Message & { readonly delaySeconds: number })[];
