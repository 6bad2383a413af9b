import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Page } from '../../shared/pagination.ts';
import { loadWorkflow } from '../load-workflow.ts';
import type { ListVersions, VersionSummary } from '../model/versions.schemas.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';

const positionSchema = z.tuple([z.int()]);

/** The versions of a workflow, latest first. */
export async function listVersions(
  deps: Pick<WorkflowDeps, 'workflows' | 'versions' | 'cursors' | 'now'>,
  actor: Actor,
  { id, limit, cursor, runs }: ListVersions & { readonly id: string },
): Promise<Page<VersionSummary>> {
  const workflow = await loadWorkflow(deps, actor, id);
  const filter = { list: 'workflow_versions', workflowId: workflow.id, runs };
  return readPage(
    deps.cursors,
    { filter, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const below = position === null ? null : positionSchema.parse(position)[0];
        return deps.versions.list(workflow.id, { below, limit: count, runs });
      },
      positionOf: ({ version }) => [version],
    },
  );
}
