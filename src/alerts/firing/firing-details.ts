import type { FiringDetails } from '../alerts.schemas.ts';
import type { FailureOf } from './failures-of.ts';
import type { RipeAlert } from './ripe-alerts.ts';

type Named = RipeAlert['named'][number];

function executionOf(id: string, failures: ReadonlyMap<string, FailureOf>) {
  const { error_code = null, error_node_id = null } = failures.get(id) ?? {};
  return { id, error_code, error_node_id };
}

function shown(hit: Named, failures: ReadonlyMap<string, FailureOf>): FiringDetails['workflows'][number] {
  const { execution_id, schedule_id } = hit;
  return {
    workflow: { id: hit.workflow_id, name: hit.workflow_name },
    hits: hit.hits,
    last_at: hit.last_at,
    execution: execution_id === null ? null : executionOf(execution_id, failures),
    schedule: schedule_id === null ? null : { id: schedule_id, name: hit.schedule_name },
  };
}

/** What a firing tells by all ways. `failures`: of the executions that it names. */
export function firingDetails(
  alert: RipeAlert,
  { firedAt, failures }: { readonly firedAt: string; readonly failures: ReadonlyMap<string, FailureOf> },
): FiringDetails {
  const { id, name, rule, workspace_id, hits, first_at } = alert;
  return {
    alert: { id, name, rule },
    workspace_id,
    fired_at: firedAt,
    hits,
    first_at,
    workflows: alert.named.map((hit) => shown(hit, failures)),
  };
}
