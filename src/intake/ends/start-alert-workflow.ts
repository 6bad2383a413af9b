import type { Delivery } from '../../alerts/firing/deliveries.ts';
import type { Outcome } from '../../alerts/firing/outcome.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { loadErrorWorkflow, startByErrorTrigger } from './error-trigger.ts';

const PUBLISHED = `SELECT CASE WHEN status = 'active' THEN published_version END AS version FROM workflows
WHERE id = $1::uuid AND workspace_id = $2::uuid`;

/** Starts the workflow that an alert names, once for each firing, by its error trigger: what such an execution brings about alerts nobody. */
export async function startAlertWorkflow(deps: IntakeDeps, delivery: Delivery): Promise<Outcome> {
  const id = delivery.channels.workflow_id;
  if (id === null) return { type: 'refused', reason: 'the alert names no workflow any more' };
  const [row] = await deps.db.sql.query(PUBLISHED, [id, delivery.workspace_id]);
  if (row === undefined) return { type: 'refused', reason: 'the workflow is gone' };
  const version = row.version === null ? null : Number(row.version);
  const loaded = await loadErrorWorkflow(deps, { id, version });
  if (typeof loaded === 'string') return { type: 'refused', reason: `the workflow was not started: ${loaded}` };
  await startByErrorTrigger(deps, loaded, {
    triggerData: { alert_id: delivery.alert_id, firing_id: delivery.firing_id },
    inputData: { event: delivery.event, ...delivery.details },
    dedupeKey: `alert:${delivery.firing_id}`,
    depth: 0,
  });
  return { type: 'done' };
}
