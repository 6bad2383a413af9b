import { z } from 'zod';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import { assertMayRun } from '../../workflows/credential-use.ts';
import { archivedWorkflow, workflowNotFound } from '../../workflows/model/workflows.errors.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { versionNotFound } from './run-workflow.errors.ts';
import type { RunWorkflow } from './run-workflow.schemas.ts';

const VERSIONS = `SELECT status, version, published_version FROM workflows WHERE id = $1::uuid AND workspace_id = $2::uuid`;

const versionsSchema = z.object({
  status: z.enum(['draft', 'active', 'archived']),
  version: z.number(),
  published_version: z.number().nullable(),
});

/** Which version of which workflow a request names. */
type Wanted = Pick<RunWorkflow, 'version'> & { readonly workflowId: string };

/** The published version may differ from the one that is to run. */
type Choice = { readonly version: number; readonly published: number | null };

/** The version that the request names. The default is the published one or, if there is none, the last one saved. */
async function chooseVersion(deps: IntakeDeps, actor: Actor, request: Wanted): Promise<Choice> {
  const row = (await deps.people.sql.query(VERSIONS, [request.workflowId, actor.workspaceId]))[0];
  if (row === undefined) throw workflowNotFound();
  const { status, version, published_version } = versionsSchema.parse(row);
  if (status === 'archived') throw archivedWorkflow();
  const wanted = request.version ?? published_version ?? version;
  return { version: wanted === 'latest' ? version : wanted, published: published_version };
}

/** The version that a request names, if the actor may run it. Throws `AppError`: `workflows.*`. */
export async function loadRunnable(deps: IntakeDeps, actor: Actor, wanted: Wanted): Promise<CompiledWorkflow> {
  const choice = await chooseVersion(deps, actor, wanted);
  const workflow = await deps.workflows.load(wanted.workflowId, choice.version);
  if (workflow === null) throw versionNotFound(choice.version);
  const graphOf = (version: number) => deps.workflows.graphOf(wanted.workflowId, version);
  await assertMayRun(actor, { ...choice, graphOf });
  return workflow;
}
