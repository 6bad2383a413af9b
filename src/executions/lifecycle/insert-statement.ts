import { EXECUTION_COLUMN_LIST, EXECUTION_RECORD, NODE_COLUMN_LIST, NODE_RECORD } from '../model/execution-columns.ts';
import { forgetLater } from './forget-later.ts';

/** What a statement has to be able to do, for a group of executions. */
export type InsertParts = {
  /** The kinds of guards that occur. */
  readonly guards: readonly GuardType[];
  /** Whether any of them has a dedupe key, and whether any has ended, so that its node runs are written. */
  readonly deduped: boolean;
  readonly ended: boolean;
  /** Whether any of them begins with entries in its journal. */
  readonly journaled: boolean;
  /** Whether any of them is forgotten soon, or its answer. */
  readonly forgets: boolean;
  /** Whether any of them is watched from the start. */
  readonly watched: boolean;
};

export type GuardType = 'webhook' | 'workflow';

/** `columns`: what an entry of this kind has beside those of its row. `holds`: whether the guard of entry `r` holds. */
type Guard = { readonly columns: string; readonly holds: string };

/**
 * OFFSET keeps the planner from reading whole tables in order to look up many entries at once, and `||` from an index that
 * tells nothing: a plan is kept, and was made when the tables were small.
 */
const GUARDS: { readonly [Type in GuardType]: Guard } = {
  webhook: {
    columns: 'guard_endpoint text, guard_revision integer, guard_version integer',
    holds: `EXISTS (SELECT 1 FROM webhook_endpoints p JOIN workflows w ON w.id = p.workflow_id
    WHERE p.endpoint_id = r.guard_endpoint AND p.revision = r.guard_revision AND p.is_active
      AND w.status || '' = 'active' AND w.published_version = r.guard_version OFFSET 0)`,
  },
  workflow: {
    columns: 'guard_workflow uuid, guard_workspace uuid',
    holds: `EXISTS (SELECT 1 FROM workflows w
    WHERE w.id = r.guard_workflow AND w.workspace_id = r.guard_workspace AND w.status <> 'archived' OFFSET 0)`,
  },
};

/** The columns that the database's clock fills, by the status that the entry has. */
const CLOCK_COLUMNS = {
  enqueued_at: `CASE WHEN status = 'queued' THEN now() END`,
  lease_expires_at: `now() + lease_seconds * interval '1 second'`,
  promoted_at: `CASE WHEN status = 'running' AND has_effects THEN now() END`,
};

/** Of two entries with one key the older one is accepted, and the other is a duplicate. */
const UNLESS_DUPLICATE = `fresh AS (
  INSERT INTO execution_dedupe (workspace_id, dedupe_key, execution_id, created_at, expires_at)
  SELECT DISTINCT ON (workspace_id, dedupe_key) workspace_id, dedupe_key, id, created_at, dedupe_until FROM current
  WHERE dedupe_key IS NOT NULL ORDER BY workspace_id, dedupe_key, id
  ON CONFLICT DO NOTHING RETURNING execution_id
), allowed AS MATERIALIZED (
  SELECT * FROM current WHERE dedupe_key IS NULL OR id IN (SELECT execution_id FROM fresh)
)`;

const HISTORY = `, history AS (
  INSERT INTO node_executions (${NODE_COLUMN_LIST})
  SELECT n.* FROM json_to_recordset($2::json) AS n(${NODE_RECORD}) WHERE n.execution_id IN (SELECT id FROM allowed)
)`;

/**
 * The statement that accepts executions. It has only the parts that the group needs, for each part costs time even when it has
 * nothing to do. `$1`: the entries as JSON; `$2`, if any has ended: their node runs. Returns the `id` of each whose guard
 * holds, and whether it was `inserted`: the others are duplicates.
 */
export function insertStatement({ guards, deduped, ended, journaled, forgets, watched }: InsertParts): string {
  const guarded = guards.map((type) => GUARDS[type].columns);
  const rare = { ...(journaled && { journal: 'text' }), ...(watched && { watch_count: 'integer' }) };
  const record = [
    EXECUTION_RECORD,
    'lease_seconds integer',
    ...Object.entries(rare).map(([column, type]) => `${column} ${type}`),
    ...(forgets ? ['forget text'] : []),
    ...guarded,
  ].join(', ');
  const holds = guards.map((type) => GUARDS[type].holds).join(' OR ');
  const columns = [EXECUTION_COLUMN_LIST, ...Object.keys(rare), ...Object.keys(CLOCK_COLUMNS)].join(', ');
  return `WITH ${deduped ? 'current' : 'allowed'} AS MATERIALIZED (
  SELECT r.* FROM json_to_recordset($1::json) AS r(${record}) WHERE ${holds}
), ${deduped ? `${UNLESS_DUPLICATE}, ` : ''}execution AS (
  INSERT INTO executions (${columns})
  SELECT ${[EXECUTION_COLUMN_LIST, ...Object.keys(rare), ...Object.values(CLOCK_COLUMNS)].join(', ')} FROM allowed
)${ended ? HISTORY : ''}${forgets ? forgetLater('allowed') : ''}
${deduped ? 'SELECT id, id IN (SELECT id FROM allowed) AS inserted FROM current' : 'SELECT id, true AS inserted FROM allowed'}`;
}
