import { z } from 'zod';
import type { SystemDatabase } from '../../db/client.ts';
import type { FileLabel } from '../../engine/item.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import type { BlobRange, BlobStore } from './blob-store.ts';

/** Who holds a file. */
export type FileHolder = { readonly workspaceId: string; readonly executionId: string };

/** Of whom a new file is. `isKept`: whether it stays when the answer of the execution is forgotten: see `keep_data`. */
export type FileMaker = FileHolder & {
  readonly nodeId: string;
  readonly kind: 'file' | 'output';
  readonly isKept: boolean;
};

/** Which files (`null`: all, but for outputs of history), and who is to hold them, too. */
type SharedFiles = { readonly fileIds: readonly string[] | null; readonly executionIds: readonly string[] };

export const knownFileSchema = z.object({
  file_id: z.string(),
  kind: z.enum(['file', 'output']),
  size: z.coerce.number(),
  sha256: z.string(),
});

/** A file as it stands in the bucket. */
export type KnownFile = z.infer<typeof knownFileSchema>;

/** The files of executions. Whoever asks says for which execution: what that one does not hold, there is not. */
export type ExecutionFiles = {
  /** Writes a file and lets its maker hold it. Throws what the chunks throw; then there is no such file. */
  write(
    maker: FileMaker,
    label: FileLabel,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly fileId: string; readonly size: number }>;
  find(holder: FileHolder, fileId: string): Promise<KnownFile | null>;
  /** The bytes of a file that was found; `null`: they are gone. */
  read(
    holder: FileHolder,
    file: Pick<KnownFile, 'file_id'>,
    range: BlobRange,
  ): Promise<ReadableStream<Uint8Array> | null>;
  /** Lets other executions of the workspace hold what one holds of these files. */
  share(holder: FileHolder, shared: SharedFiles): Promise<void>;
};

export type FileDeps = {
  readonly db: SystemDatabase;
  readonly blobs: BlobStore;
  readonly now: Clock;
  readonly newId: IdSource;
};

/** Keys begin with the workspace, so that what one asks for is never another's. */
export function keyOf(workspaceId: string, fileId: string): string {
  return `${workspaceId}/${fileId}`;
}
