import type { BlobRange } from './blob-store.ts';

/** What a `Range` header asks for: `null` for the whole, also where it is no header that we know (RFC 9110 §14.2). */
export type AskedRange = BlobRange | 'unsatisfiable' | null;

const ONE_RANGE = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/;

/** The range of a file of `size` bytes. Several ranges are answered with the whole. */
export function byteRange(header: string | undefined, size: number): AskedRange {
  const [, first = '', last = ''] = ONE_RANGE.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { offset: size - length, length };
  }
  const offset = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < offset) return null;
  return offset >= size ? 'unsatisfiable' : { offset, length: end - offset + 1 };
}
