import type { IntakeDeps } from '../intake-deps.ts';
import { startFreely } from './start-freely.ts';
import { startLimited } from './start-limited.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** Starts an execution: at once or, if its workflow has limits, as its gate says. */
export function startExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  if (request.workflow.graph.settings.flow === undefined) return startFreely(deps, request);
  return startLimited(deps, request, request.workflow.graph.settings.flow);
}
