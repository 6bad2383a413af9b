import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Page } from '../../shared/pagination.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { ListedWorkflow, ListWorkflows } from './listing.schemas.ts';
import type { WorkflowListRepository } from './workflow-list.repository.ts';

export type ListingDeps = Pick<WorkflowDeps, 'cursors' | 'now'> & { readonly workflowList: WorkflowListRepository };

const positionSchema = z.tuple([z.string(), z.uuid()]);

/** The same without what the actor may not see. */
function shownTo({ permissions }: Actor, workflow: ListedWorkflow): ListedWorkflow {
  const names = permissions.has('members:read') ? {} : { created_by_name: null, draft_changed_by_name: null };
  const executions = permissions.has('executions:read') ? {} : { last_execution: null };
  return { ...workflow, ...names, ...executions };
}

/** The workflows of the workspace, the newest first unless another order is asked for. Throws `cursor.*`. */
export async function listWorkflows(
  deps: ListingDeps,
  actor: Actor,
  { limit, cursor, sort, ...filter }: ListWorkflows,
): Promise<Page<ListedWorkflow>> {
  const { workspaceId } = actor;
  const { status = null, tag = null, search = null } = filter;
  const list = { list: 'workflows', workspaceId, sort, status, tag, search };
  const page = await readPage(
    deps.cursors,
    { filter: list, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const after = position === null ? null : positionSchema.parse(position);
        return deps.workflowList.list(workspaceId, { filter, sort, after, limit: count });
      },
      positionOf: ({ position }) => position,
    },
  );
  return { ...page, data: page.data.map(({ workflow }) => shownTo(actor, workflow)) };
}
