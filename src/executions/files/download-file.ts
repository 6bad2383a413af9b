import type { Actor } from '../../security/permissions.ts';
import type { BlobStore } from './blob-store.ts';
import { byteRange } from './byte-range.ts';
import { fileHeaders } from './file-headers.ts';
import { keyOf } from './file-types.ts';
import { fileNotFound, rangeNotSatisfiable } from './files.errors.ts';
import type { FileRepository } from './files.repository.ts';

export type FileRouteDeps = {
  readonly files: FileRepository;
  /** `null`: no bucket is bound. */
  readonly blobs: BlobStore | null;
};

/** Which file of which execution; `range` and `ifRange` as the headers say. */
export type Download = {
  readonly executionId: string;
  readonly fileId: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
};

/**
 * The bytes of a file, as they come out of the bucket. Throws `executions.file_not_found`, `executions.range_not_satisfiable`.
 */
export async function downloadFile(deps: FileRouteDeps, actor: Actor, asked: Download): Promise<Response> {
  const { workspaceId } = actor;
  const file = await deps.files.find({ workspaceId, executionId: asked.executionId }, asked.fileId);
  if (file === null) throw fileNotFound();
  const holds = asked.ifRange === undefined || asked.ifRange === `"${file.sha256}"`;
  const range = byteRange(holds ? asked.range : undefined, file.size);
  if (range === 'unsatisfiable') throw rangeNotSatisfiable(file.size);
  const bytes = await deps.blobs?.read(keyOf(workspaceId, file.id), range ?? { offset: 0, length: file.size });
  if (bytes === undefined || bytes === null) throw fileNotFound();
  return new Response(bytes, { status: range === null ? 200 : 206, headers: fileHeaders(file, range) });
}
