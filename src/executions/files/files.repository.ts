import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import { createdAtOf } from '../model/created-at.ts';
import { HAS_EXECUTION, LIST_FILES, SHOW_FILE } from './file-statements.ts';
import type { FileHolder } from './file-types.ts';
import type { ExecutionFile } from './files.schemas.ts';

const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(['file', 'output']),
  node_id: z.string(),
  file_name: z.string().nullable(),
  mime_type: z.string(),
  size: z.coerce.number(),
  sha256: z.string(),
  created_at: storedMoment,
});

/** The files of executions as people see them. */
export type FileRepository = {
  /** Those after a file, by their ids; `null`: there is no such execution in the workspace. */
  list(holder: FileHolder, page: { after: string | null; limit: number }): Promise<readonly ExecutionFile[] | null>;
  find(holder: FileHolder, fileId: string): Promise<ExecutionFile | null>;
};

export function createFileRepository(db: PeopleDatabase): FileRepository {
  return {
    async list({ workspaceId, executionId }, { after, limit }) {
      const rows = await db.sql.query(LIST_FILES, [workspaceId, executionId, after, limit]);
      if (rows.length > 0) return z.array(rowSchema).parse(rows);
      const known = await db.sql.query(HAS_EXECUTION, [
        workspaceId,
        executionId,
        createdAtOf(executionId).toISOString(),
      ]);
      return known.length === 0 ? null : [];
    },
    async find({ workspaceId, executionId }, fileId) {
      const [row] = await db.sql.query(SHOW_FILE, [workspaceId, executionId, fileId]);
      return row === undefined ? null : rowSchema.parse(row);
    },
  };
}
