import { deliverAlerts } from '../../alerts/firing/deliver-alerts.ts';
import { fireAlerts } from '../../alerts/firing/fire-alerts.ts';
import { noteEnds } from '../../alerts/firing/note-ends.ts';
import { noteOverdue } from '../../alerts/firing/note-overdue.ts';
import { tellRecoveries } from '../../alerts/firing/tell-recoveries.ts';
import { rollUpEnds } from '../../insights/roll-up.ts';
import { settleAll } from '../../shared/settle-all.ts';
import { startAlertWorkflow } from '../ends/start-alert-workflow.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** Notes what is to be told and, when nothing more is, what is over; then tells it. What could not be noted keeps nothing from that. */
async function tellAlerts(deps: IntakeDeps): Promise<void> {
  const { db, alerting } = deps;
  const noted = await Promise.allSettled([noteEnds(db), noteOverdue(db)]);
  await fireAlerts({ ...alerting, db });
  await tellRecoveries({ ...alerting, db });
  await deliverAlerts({ ...alerting, db, startWorkflow: (delivery) => startAlertWorkflow(deps, delivery) });
  for (const part of noted) if (part.status === 'rejected') throw part.reason;
}

/** Tells those who want to be told of what ended, and counts it; catching up with the count after an outage holds up no telling. */
export async function keepAlerts(deps: IntakeDeps): Promise<void> {
  await settleAll([tellAlerts(deps), rollUpEnds(deps.db, deps.services.clock)], 'Parts of the alerts failed.');
}
