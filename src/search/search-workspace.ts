import { z } from 'zod';
import type { PeopleDatabase } from '../db/client.ts';
import type { ExecutionRepository } from '../executions/executions.repository.ts';
import { findPage } from '../executions/search/find-page.ts';
import type { Actor } from '../security/permissions.ts';
import { findScreens } from './screens.ts';
import type { SearchRepository } from './search.repository.ts';
import type { FoundExecution, SearchQuery, SearchResult } from './search.schemas.ts';

export type SearchDeps = {
  readonly search: SearchRepository;
  readonly executions: ExecutionRepository;
  /** What people's searches for executions go by. */
  readonly people: PeopleDatabase;
};

type FoundExecutions = { readonly found: readonly FoundExecution[]; readonly incomplete: boolean };

/** An id names one execution; any other text is looked for in the errors of those that failed. */
async function findExecutions(deps: SearchDeps, actor: Actor, { q, limit }: SearchQuery): Promise<FoundExecutions> {
  const { workspaceId } = actor;
  const id = z.uuid().toLowerCase().safeParse(q).data;
  const shown = (name: string | null) => (actor.permissions.has('workflows:read') ? name : null);
  if (id !== undefined) {
    const stored = await deps.executions.find(workspaceId, id);
    if (stored === null) return { found: [], incomplete: false };
    const { workflow_id, status, error_message, created_at } = stored.execution;
    return { found: [{ id, workflow_id, workflow_name: null, status, error_message, created_at }], incomplete: false };
  }
  const search = { workspaceId, filter: { error_text: q }, after: null };
  const { executions, incomplete } = await findPage(deps.people, search, limit);
  const found = executions.map(
    ({ id: executionId, workflow_id, workflow_name, status, error_message, created_at }) => ({
      id: executionId,
      workflow_id,
      workflow_name: shown(workflow_name),
      status,
      error_message,
      created_at,
    }),
  );
  return { found, incomplete };
}

/** Workflows, executions and pages that have to do with a text, as far as the actor may see them. */
export async function searchWorkspace(deps: SearchDeps, actor: Actor, query: SearchQuery): Promise<SearchResult> {
  const { permissions, workspaceId } = actor;
  const [workflows, executions] = await Promise.all([
    permissions.has('workflows:read') ? deps.search.workflows(workspaceId, query.q, query.limit) : [],
    permissions.has('executions:read')
      ? findExecutions(deps, actor, query)
      : ({ found: [], incomplete: false } satisfies FoundExecutions),
  ]);
  return {
    workflows: [...workflows],
    executions: [...executions.found],
    screens: [...findScreens(query.q, permissions)],
    incomplete: executions.incomplete,
  };
}
