import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Page } from '../../shared/pagination.ts';
import { loadWorkflow } from '../load-workflow.ts';
import type { ListedVersion, ListVersions } from '../model/versions.schemas.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';

const positionSchema = z.tuple([z.int()]);

function withoutName(version: ListedVersion): ListedVersion {
  return { ...version, created_by_name: null };
}

/** The versions of a workflow, latest first. */
export async function listVersions(
  deps: Pick<WorkflowDeps, 'workflows' | 'versions' | 'cursors' | 'now'>,
  actor: Actor,
  { id, limit, cursor, runs }: ListVersions & { readonly id: string },
): Promise<Page<ListedVersion>> {
  const workflow = await loadWorkflow(deps, actor, id);
  const filter = { list: 'workflow_versions', workflowId: workflow.id, runs };
  return readPage(
    deps.cursors,
    { filter, limit, cursor, now: deps.now() },
    {
      after: async (position, count) => {
        const below = position === null ? null : positionSchema.parse(position)[0];
        const versions = await deps.versions.list(workflow.id, { below, limit: count, runs });
        return actor.permissions.has('members:read') ? versions : versions.map(withoutName);
      },
      positionOf: ({ version }) => [version],
    },
  );
}
