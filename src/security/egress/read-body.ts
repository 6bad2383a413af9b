import type { KeptBody, ResponseHead, TakeLargeBody } from '../../shared/http-exchange.ts';
import { EgressError } from './errors.ts';
import { keepLargeBody } from './keep-large-body.ts';

/** How much of a body is read, and what becomes of a larger one. */
export type BodyLimits = {
  /** In bytes, after decompression. */
  readonly maxBytes: number;
  /** The same for a body that is taken elsewhere. */
  readonly maxKeptBytes: number;
  readonly takeLarge?: TakeLargeBody | undefined;
};

/** A body in memory, or where it was put. */
export type ReadBody = { readonly body: Uint8Array; readonly kept?: KeptBody };

/**
 * The body of a response, at most `maxBytes` of it after decompression. Whatever the server announces, reading stops at
 * the limit, or goes on chunk by chunk where somebody takes larger ones. Throws `EgressError` `egress.response_too_large`,
 * `egress.response_not_kept`.
 */
export async function readBody(
  response: Response,
  head: ResponseHead,
  { limits, from }: { readonly limits: BodyLimits; readonly from: string },
): Promise<ReadBody> {
  if (response.body === null) return { body: new Uint8Array() };
  const { maxBytes, maxKeptBytes, takeLarge } = limits;
  const announced = Number(response.headers.get('content-length') ?? 0);
  const take = takeLarge?.(head) ?? null;
  if (announced > (take === null ? maxBytes : maxKeptBytes)) {
    await response.body.cancel();
    throw tooLarge(take === null ? maxBytes : maxKeptBytes, from);
  }
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= maxBytes) {
    const { done, value } = await reader.read();
    if (done) return { body: join(chunks, size) };
    size += value.byteLength;
    chunks.push(value);
  }
  if (take !== null) {
    const overflow = () => tooLarge(maxKeptBytes, from);
    return {
      body: new Uint8Array(),
      kept: await keepLargeBody(take, { chunks, reader, maxBytes: maxKeptBytes, overflow, from }),
    };
  }
  await reader.cancel();
  throw tooLarge(maxBytes, from);
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
