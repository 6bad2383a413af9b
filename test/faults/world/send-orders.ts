import { setTimeout as delay } from 'node:timers/promises';

const TIMEOUT_MS = 15_000;
const PAUSE_MS = 100;

/** Deliveries of one webhook, sent as a real sender does: each again, under the same id, until it is accepted. */
export type Sending = {
  readonly url: string;
  readonly prefix: string;
  readonly most: number;
  readonly concurrency: number;
  /** Milliseconds between two deliveries of the same sender. */
  readonly pause?: number;
  /** Asked before each delivery. */
  readonly isOver?: () => boolean;
};

export type Sent = {
  readonly delivery: string;
  readonly executionId: string;
  /** Milliseconds from the first attempt to the answer. */
  readonly took: number;
};

/** Sends them all. One that was begun is sent until it is accepted, whatever happens. */
export async function sendOrders({
  url,
  prefix,
  most,
  concurrency,
  pause = 0,
  isOver = () => false,
}: Sending): Promise<Sent[]> {
  const sent: Sent[] = [];
  let begun = 0;
  const sender = async (): Promise<void> => {
    while (begun < most && !isOver()) {
      begun += 1;
      const delivery = `${prefix}-${begun}`;
      const from = performance.now();
      const executionId = await untilAccepted(url, delivery);
      sent.push({ delivery, executionId, took: performance.now() - from });
      if (pause > 0) await delay(pause);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
  return sent;
}

async function untilAccepted(url: string, delivery: string): Promise<string> {
  for (;;) {
    const id = await send(url, delivery);
    if (id !== null) return id;
    await delay(PAUSE_MS);
  }
}

/** The id of the execution; `null` if it was not accepted, as while the server is down. Throws if it is refused for good. */
async function send(url: string, delivery: string): Promise<string | null> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'webhook-id': delivery },
    body: JSON.stringify({ delivery }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  if (response === null) return null;
  const text = await response.text().catch(() => null);
  if (text === null || response.status >= 500) return null;
  if (!response.ok) throw new Error(`${delivery} was refused with ${response.status}: ${text.slice(0, 300)}`);
  return response.headers.get('linkflow-execution-id');
}
