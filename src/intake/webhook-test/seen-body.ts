import type { CallBody } from '../bodies/call-body.ts';

/** A body that remembers what was read of it. */
export type SeenBody = CallBody & {
  /** `null` if it was not read, or not whole. */
  seen(): Uint8Array | null;
};

export function seenBody(body: CallBody): SeenBody {
  let seen: Uint8Array | null = null;
  return {
    seen: () => seen,
    async read(maxBytes) {
      seen = await body.read(maxBytes);
      return seen;
    },
  };
}
