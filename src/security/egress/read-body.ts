import { EgressError } from './errors.ts';

/**
 * The body of a response, at most `maxBytes` of it after decompression. Whatever the server announces, reading stops at
 * the limit. Throws `EgressError` `egress.response_too_large`.
 */
export async function readBody(response: Response, maxBytes: number, from: string): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > maxBytes) {
    await response.body.cancel();
    throw tooLarge(maxBytes, from);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes, from);
    chunks.push(chunk);
  }
  return join(chunks, size);
}

function tooLarge(maxBytes: number, from: string): EgressError {
  return new EgressError('egress.response_too_large', `the response of ${from} is larger than ${maxBytes} bytes`);
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
