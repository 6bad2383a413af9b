import type { KeptBody } from '../../shared/http-exchange.ts';
import { EgressError } from './errors.ts';

/** A body of which the first chunks have been read. */
type LargeBody = {
  /** Those chunks; they are let go of as soon as they are handed on. */
  readonly chunks: Uint8Array[];
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly maxBytes: number;
  readonly overflow: () => EgressError;
  readonly from: string;
};

/** What went wrong at the source, rather than with whoever takes the chunks. */
type Source = { fault?: unknown };

async function* within({ chunks, reader, maxBytes, overflow }: LargeBody): AsyncGenerator<Uint8Array> {
  let size = 0;
  for (;;) {
    const { done, value } = chunks.length > 0 ? { done: false, value: chunks.shift() } : await reader.read();
    if (done || value === undefined) return;
    size += value.byteLength;
    if (size > maxBytes) throw overflow();
    yield value;
  }
}

async function* noting(chunks: AsyncGenerator<Uint8Array>, source: Source): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    source.fault = error;
    throw error;
  }
}

/**
 * Hands a body on chunk by chunk, so that it is never in memory as a whole. Throws what the source threw, `EgressError`
 * `egress.response_too_large`, or `egress.response_not_kept` if nobody could take it.
 */
export async function keepLargeBody(
  take: (chunks: AsyncIterable<Uint8Array>) => Promise<KeptBody>,
  body: LargeBody,
): Promise<KeptBody> {
  const source: Source = {};
  try {
    return await take(noting(within(body), source));
  } catch (cause) {
    await body.reader.cancel().catch(() => undefined);
    if (source.fault !== undefined) throw source.fault;
    throw new EgressError('egress.response_not_kept', `the response of ${body.from} could not be kept`, { cause });
  }
}
