import { z } from 'zod';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import { createdAtOf } from '../model/created-at.ts';
import { FIND_FILE, SHARE_FILES } from './file-statements.ts';
import { type ExecutionFiles, type FileDeps, keyOf, knownFileSchema } from './file-types.ts';
import { writeFile } from './write-file.ts';

/** Whether a file can have this id: nothing that a workflow has made up reaches a statement. */
function isId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

export function createExecutionFiles(deps: FileDeps): ExecutionFiles {
  const { db, blobs } = deps;
  const query = (statement: string, parameters: readonly unknown[]) =>
    repeatOnFailure(SHORT_PAUSES, () => db.sql.query(statement, [...parameters]));
  return {
    write: (maker, label, chunks) => writeFile(deps, maker, { label, chunks }),
    async find({ workspaceId, executionId }, fileId) {
      if (!isId(fileId)) return null;
      const [row] = await query(FIND_FILE, [executionId, fileId, workspaceId]);
      return row === undefined ? null : knownFileSchema.parse(row);
    },
    read: ({ workspaceId }, { file_id }, range) => blobs.read(keyOf(workspaceId, file_id), range),
    async share({ workspaceId, executionId }, { fileIds, executionIds }) {
      const ids = fileIds === null ? null : [...new Set(fileIds)].filter(isId);
      if (ids?.length === 0 || executionIds.length === 0) return;
      const others = executionIds.map((id) => ({ id, created_at: createdAtOf(id).toISOString() }));
      const which = ids === null ? null : JSON.stringify(ids);
      await query(SHARE_FILES, [executionId, which, JSON.stringify(others), workspaceId]);
    },
  };
}
