import type { FiringDetails } from '../alerts.schemas.ts';
import type { RipeAlert } from './ripe-alerts.ts';

type Named = RipeAlert['named'][number];

function shown(hit: Named): FiringDetails['workflows'][number] {
  const { execution_id, error_code, error_node_id, schedule_id } = hit;
  return {
    workflow: { id: hit.workflow_id, name: hit.workflow_name },
    hits: hit.hits,
    last_at: hit.last_at,
    execution: execution_id === null ? null : { id: execution_id, error_code, error_node_id },
    schedule: schedule_id === null ? null : { id: schedule_id, name: hit.schedule_name },
  };
}

/** What a firing tells by all ways. */
export function firingDetails(alert: RipeAlert, firedAt: string): FiringDetails {
  const { id, name, rule, workspace_id, hits, first_at } = alert;
  return {
    alert: { id, name, rule },
    workspace_id,
    fired_at: firedAt,
    hits,
    first_at,
    workflows: alert.named.map(shown),
  };
}
