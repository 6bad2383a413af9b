import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** The body of a request; `null` when its caller was killed before it was whole: who is killed so has not called. */
export async function wholeText(request: IncomingMessage): Promise<string | null> {
  const [body] = await Promise.allSettled([text(request)]);
  return body.status === 'fulfilled' ? body.value : null;
}
