import { z } from 'zod';
import type { Cursors } from '../../security/cursor.ts';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Page, PageQuery } from '../../shared/pagination.ts';
import { executionNotFound } from '../model/executions.errors.ts';
import type { FileRepository } from './files.repository.ts';
import type { ExecutionFile } from './files.schemas.ts';

export type ListFilesDeps = { readonly files: FileRepository; readonly cursors: Cursors; readonly now: Clock };

const positionSchema = z.tuple([z.string()]);

/** The files that an execution holds. Throws `executions.not_found`, `cursor.*`. */
export function listFiles(
  deps: ListFilesDeps,
  { workspaceId }: Actor,
  { executionId, limit, cursor }: PageQuery & { readonly executionId: string },
): Promise<Page<ExecutionFile>> {
  return readPage(
    deps.cursors,
    { filter: { list: 'execution_files', execution_id: executionId }, limit, cursor, now: deps.now() },
    {
      after: async (position, count) => {
        const after = position === null ? null : positionSchema.parse(position)[0];
        const found = await deps.files.list({ workspaceId, executionId }, { after, limit: count });
        if (found === null) throw executionNotFound();
        return found;
      },
      positionOf: ({ id }) => [id],
    },
  );
}
