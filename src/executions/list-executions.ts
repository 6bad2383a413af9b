import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Page } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import type { ExecutionSummary, ListExecutions } from './model/executions.schemas.ts';

const positionSchema = z.tuple([z.coerce.date(), z.string()]);

function definedOnly(filter: Omit<ListExecutions, 'limit' | 'cursor'>): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Executions of the workspace, newest first. Throws `cursor.invalid`, `cursor.expired`. */
export function listExecutions(
  deps: ExecutionDeps,
  { workspaceId }: Actor,
  { limit, cursor, ...filter }: ListExecutions,
): Promise<Page<ExecutionSummary>> {
  const list = { list: 'executions', workspace_id: workspaceId, ...definedOnly(filter) };
  return readPage(
    deps.cursors,
    { filter: list, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const [createdAt, id] = position === null ? [] : positionSchema.parse(position);
        const after = createdAt === undefined || id === undefined ? null : { createdAt, id };
        return deps.executions.list(workspaceId, filter, { after, limit: count });
      },
      positionOf: ({ created_at, id }) => [created_at, id],
    },
  );
}
