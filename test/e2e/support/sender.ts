import { setTimeout as delay } from 'node:timers/promises';

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 200;
const PATIENCE_MS = 90_000;

/** What a sender sends, and how much of it at once. */
export type Sending = {
  readonly url: string;
  readonly deliveries: readonly string[];
  readonly concurrency: number;
};

/** Sends deliveries as a real sender does: each again, under the same id, until it is accepted. */
export async function sendAll({ url, deliveries, concurrency }: Sending): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const left = [...deliveries];
  const sendNext = async (): Promise<void> => {
    for (let delivery = left.shift(); delivery !== undefined; delivery = left.shift()) {
      while (!(await isAccepted(url, delivery))) {
        if (Date.now() > deadline) throw new Error(`${delivery} was not accepted in time.`);
        await delay(PAUSE_MS);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, sendNext));
}

async function isAccepted(url: string, delivery: string): Promise<boolean> {
  const status = await send(url, delivery);
  if (status !== null && status >= 400 && status < 500) throw new Error(`${delivery} was refused with ${status}.`);
  return status !== null && status < 300;
}

/** The status of the answer; `null` without one, as while the server is down. */
async function send(url: string, delivery: string): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'webhook-id': delivery },
      body: JSON.stringify({ delivery }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
