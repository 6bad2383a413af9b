import { z } from 'zod';
import type { PeopleDatabase } from '../db/client.ts';
import { likePattern } from '../shared/text/like-pattern.ts';
import { WORKFLOW_STATUSES } from '../workflows/model/workflows.schemas.ts';
import type { FoundWorkflow } from './search.schemas.ts';

export type SearchRepository = {
  /** Workflows with a text in their name, or that have it as a tag or id; those whose name begins with it first. */
  workflows(workspaceId: string, text: string, limit: number): Promise<readonly FoundWorkflow[]>;
};

/** `$1` workspace, `$2` the pattern, `$3` the text, `$4` how many. */
const WORKFLOWS = `SELECT id, name, status, tags FROM workflows
WHERE workspace_id = $1::uuid AND (name ILIKE $2 OR $3 = ANY (tags) OR id::text = lower($3))
ORDER BY status = 'archived', starts_with(lower(name), lower($3)) DESC, updated_at DESC, id DESC LIMIT $4::int`;

const rowsSchema = z.array(
  z.object({ id: z.string(), name: z.string(), status: z.enum(WORKFLOW_STATUSES), tags: z.array(z.string()) }),
);

export function createSearchRepository(db: PeopleDatabase): SearchRepository {
  return {
    async workflows(workspaceId, text, limit) {
      return rowsSchema.parse(await db.sql.query(WORKFLOWS, [workspaceId, likePattern(text), text, limit]));
    },
  };
}
