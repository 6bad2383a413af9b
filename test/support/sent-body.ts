import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';

/** The body of a request that is in memory; empty if there is none. */
export function bodyInMemory(body: OutgoingRequest['body'] | ReadableStream | null): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  if (body === undefined || body === null) return '';
  if (body instanceof Uint8Array) return new Uint8Array(body);
  throw new Error('The body is not in memory.');
}

/** The same as text. */
export function sentText(body: OutgoingRequest['body'] | ReadableStream | null): string {
  const sent = bodyInMemory(body);
  return typeof sent === 'string' ? sent : new TextDecoder().decode(sent);
}
