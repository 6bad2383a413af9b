import { deliverAlerts } from '../../alerts/firing/deliver-alerts.ts';
import { fireAlerts } from '../../alerts/firing/fire-alerts.ts';
import { noteOverdue } from '../../alerts/firing/note-overdue.ts';
import { rollUpEnds } from '../../insights/roll-up.ts';
import { startAlertWorkflow } from '../ends/start-alert-workflow.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** Counts what ended, and tells those who want to be told of it. What could not be counted keeps nothing from being told. */
export async function keepAlerts(deps: IntakeDeps): Promise<void> {
  const { db, alerting } = deps;
  const noted = await Promise.allSettled([rollUpEnds(db, deps.services.clock), noteOverdue(db)]);
  await fireAlerts({ ...alerting, db });
  await deliverAlerts({ ...alerting, db, startWorkflow: (delivery) => startAlertWorkflow(deps, delivery) });
  for (const part of noted) if (part.status === 'rejected') throw part.reason;
}
