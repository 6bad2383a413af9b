import { z } from 'zod';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import { archivedWorkflow, workflowNotFound } from '../../workflows/model/workflows.errors.ts';
import type { RunWish } from '../../workflows/run-version.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { versionNotFound } from './run-workflow.errors.ts';

/** What running workflows by the API needs. */
export type RunDeps = IntakeDeps & {
  /** The number of the version that holds what is to run; `null`: there is none. Throws `AppError`: `workflows.*`. */
  readonly versionToRun: (actor: Actor, wish: RunWish) => Promise<number | null>;
};

const PUBLISHED = `SELECT status, published_version FROM workflows WHERE id = $1::uuid AND workspace_id = $2::uuid`;

const publishedSchema = z.object({
  status: z.enum(['draft', 'active', 'archived']),
  published_version: z.number().nullable(),
});

/** The published version, where that is what is wanted. It is read alone, as it is what programs run. */
async function publishedIfWanted(deps: RunDeps, actor: Actor, wish: RunWish): Promise<number | null> {
  const [row] = await deps.people.sql.query(PUBLISHED, [wish.workflowId, actor.workspaceId]);
  if (row === undefined) throw workflowNotFound();
  const { status, published_version: published } = publishedSchema.parse(row);
  if (status === 'archived') throw archivedWorkflow();
  return wish.graph === undefined && (wish.version ?? published) === published ? published : null;
}

/** What a request names of a workflow, if the actor may run it. Throws `AppError`: `workflows.*`, `permissions.denied`. */
export async function loadRunnable(deps: RunDeps, actor: Actor, wish: RunWish): Promise<CompiledWorkflow> {
  const version = (await publishedIfWanted(deps, actor, wish)) ?? (await deps.versionToRun(actor, wish));
  const workflow = version === null ? null : await deps.workflows.load(wish.workflowId, version);
  if (workflow === null) throw versionNotFound(version ?? wish.version ?? 'latest');
  return workflow;
}
