import { abandonedCallers, endDeletedCalls } from '../../executions/calls/open-calls.ts';
import { deleteOrphanedReports, overdueReports } from '../../executions/lifecycle/failure-reports.ts';
import { cancelAbandoned } from '../ends/follow-up-ends.ts';
import { startErrorWorkflows } from '../ends/start-error-workflows.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** How long those who ended an execution have to tell its error workflow, in seconds. */
const REPORT_SECONDS = 30;

/** Rows of a kind that one sweep takes up. */
const LIMIT = 500;

/** Tells error workflows what they were not told when an execution ended. */
export async function catchUpReports(deps: IntakeDeps): Promise<void> {
  const ids = await overdueReports(deps.db, { seconds: REPORT_SECONDS, limit: LIMIT });
  if (ids.length === 0) return;
  await startErrorWorkflows(deps, ids);
  await deleteOrphanedReports(deps.db, ids);
}

/** Cancels what was called by executions that have ended since, and ends the waiting for what was deleted. */
export async function catchUpCalls(deps: IntakeDeps): Promise<void> {
  const callers = await abandonedCallers(deps.db, LIMIT);
  if (callers.length > 0) await cancelAbandoned(deps, callers);
  await endDeletedCalls(deps.db, LIMIT);
}
