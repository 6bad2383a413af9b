import { bodyTooLarge } from '../../shared/request-body.ts';
import { bodyTooSlow, encodedBody } from './body.errors.ts';

/** How long a sender may take for a body, in milliseconds. */
const PATIENCE = 60_000;

/** The body of a call. It is read when it is first asked for, and once. */
export type CallBody = {
  /**
   * Reads the body whole, but never more than `maxBytes` of it; another time, perhaps more. Throws `AppError` 415
   * `input.encoded_body` and 413 `input.too_large`, before reading anything if the request says so, and 408
   * `webhooks.body_too_slow`.
   */
  read(maxBytes: number): Promise<Uint8Array>;
};

/** What no body may be encoded with. `identity` is what RFC 9110 §12.5.3 calls a body that is not. */
function assertNotEncoded(headers: Headers): void {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') throw encodedBody(encoding);
}

/** The body of a request. Reading what says its length in one go takes a third of the time. */
export function createCallBody(request: Request, patience = PATIENCE): CallBody {
  const body = bodyOf(request, patience);
  return {
    async read(maxBytes) {
      assertNotEncoded(request.headers);
      return body.read(maxBytes);
    },
  };
}

/** Reads a body that is read once only, with the limits of {@link createCallBody}. */
export function readCallBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  return createCallBody(request).read(maxBytes);
}

function bodyOf(request: Request, patience: number): CallBody {
  const { body } = request;
  if (body === null) return { read: async () => new Uint8Array() };
  const announced = request.headers.get('content-length');
  return announced === null ? streamedBody(body, patience) : announcedBody(request, Number(announced), patience);
}

function announcedBody(request: Request, length: number, patience: number): CallBody {
  let whole: Promise<Uint8Array> | undefined;
  return {
    async read(maxBytes) {
      if (length > maxBytes) throw bodyTooLarge(maxBytes);
      whole ??= within(patience, request.arrayBuffer()).then((buffer) => new Uint8Array(buffer));
      const bytes = await whole;
      if (bytes.byteLength > maxBytes) throw bodyTooLarge(maxBytes);
      return bytes;
    },
  };
}

function streamedBody(body: ReadableStream<Uint8Array>, patience: number): CallBody {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const readUpTo = async (maxBytes: number): Promise<void> => {
    while (!ended && length <= maxBytes) {
      const { done, value } = await reader.read();
      ended = done;
      if (value === undefined) continue;
      length += value.byteLength;
      chunks.push(value);
    }
  };
  let broken: Promise<never> | undefined;
  // A stream that broke off would look as if it had ended, the next time.
  const breakOff = (error: unknown): Promise<never> => {
    void reader.cancel().catch(() => undefined);
    broken = Promise.reject(error);
    return broken;
  };
  return {
    async read(maxBytes) {
      await (broken ?? within(patience, readUpTo(maxBytes)).catch(breakOff));
      if (length > maxBytes) throw bodyTooLarge(maxBytes);
      return new Uint8Array(await new Blob(chunks).arrayBuffer());
    },
  };
}

async function within<T>(patience: number, work: Promise<T>): Promise<T> {
  const { promise: timeUp, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(bodyTooSlow(patience / 1000)), patience);
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
