import { executionsReached } from '../../plans/plans.errors.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { isDuplicate } from './find-duplicate.ts';
import { startFreely } from './start-freely.ts';
import { startLimited } from './start-limited.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** What was accepted before is told again, however used up the plan is since. Throws `plans.executions_reached`. */
async function refuseUnlessAccepted(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  if (await isDuplicate(deps.db, request.execution)) return { type: 'duplicate' };
  throw executionsReached();
}

/** Starts an execution: at once or, if its workflow has limits, as its gate says; if the plan of its workspace has any left. */
export async function startExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  if (deps.refusals !== null && (await deps.refusals.has(request.execution.workspaceId))) {
    return refuseUnlessAccepted(deps, request);
  }
  if (request.workflow.graph.settings.flow === undefined) return startFreely(deps, request);
  return startLimited(deps, request, request.workflow.graph.settings.flow);
}
