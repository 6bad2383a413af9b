import { bytesToHex } from '@noble/hashes/utils.js';

/** What was written: how many bytes, and their SHA-256 in hex. */
type WrittenBlob = { readonly size: number; readonly sha256: string };

/** A part of a blob, in bytes. */
export type BlobRange = { readonly offset: number; readonly length: number };

/** Large things by their keys. Nothing of them is in memory but one part at a time. */
export type BlobStore = {
  /** Writes what the chunks hold; a key that was not written to its end is not there. Throws what they throw. */
  write(key: string, chunks: AsyncIterable<Uint8Array>): Promise<WrittenBlob>;
  /** The bytes, as many as are asked for; `null`: there is no such key. */
  read(key: string, range: BlobRange): Promise<ReadableStream<Uint8Array> | null>;
  /** Deletes up to a thousand keys; those that are not there do no harm. */
  remove(keys: readonly string[]): Promise<void>;
};

/** All parts of an upload are as long as this but the last; R2 takes none that is shorter. */
const PART_BYTES = 5 * 1024 * 1024;

/** Puts chunks together to parts. The bytes of a part are good until the next one is asked for. */
async function* partsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const part = new Uint8Array(PART_BYTES);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (filled === PART_BYTES) {
        yield part;
        filled = 0;
      }
      const taken = chunk.subarray(at, at + PART_BYTES - filled);
      part.set(taken, filled);
      filled += taken.length;
      at += taken.length;
    }
  }
  yield part.subarray(0, filled);
}

type Upload = { readonly upload: R2MultipartUpload; readonly parts: R2UploadedPart[] };

/** Writes the parts: what is one part alone, at once; else one after the other. */
async function upload(bucket: R2Bucket, key: string, parts: AsyncGenerator<Uint8Array>): Promise<WrittenBlob> {
  const digest = new crypto.DigestStream('SHA-256');
  const hasher = digest.getWriter();
  let size = 0;
  let begun: Upload | null = null;
  try {
    for await (const part of parts) {
      size += part.length;
      await hasher.write(part);
      if (begun === null && part.length < PART_BYTES) {
        await bucket.put(key, part);
        break;
      }
      begun ??= { upload: await bucket.createMultipartUpload(key), parts: [] };
      begun.parts.push(await begun.upload.uploadPart(begun.parts.length + 1, part));
    }
    await begun?.upload.complete(begun.parts);
  } catch (error) {
    await hasher.abort(error);
    await digest.digest.catch(() => undefined);
    await begun?.upload.abort().catch(() => undefined);
    throw error;
  }
  await hasher.close();
  return { size, sha256: bytesToHex(new Uint8Array(await digest.digest)) };
}

/** The blobs of an R2 bucket. */
export function createBlobStore(bucket: R2Bucket): BlobStore {
  return {
    write: (key, chunks) => upload(bucket, key, partsOf(chunks)),
    async read(key, range) {
      const found = range.length === 0 ? await bucket.get(key) : await bucket.get(key, { range });
      if (found === null) return null;
      const { readable, writable } = new FixedLengthStream(range.length);
      // Whoever reads hears of a fault by the stream.
      found.body.pipeTo(writable).catch(() => undefined);
      return readable;
    },
    remove: (keys) => bucket.delete([...keys]),
  };
}
