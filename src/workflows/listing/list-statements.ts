import { likePattern } from '../../shared/text/like-pattern.ts';
import { LAST_EXECUTED_AT, SHOWN_COUNT } from '../model/execution-counts.ts';
import type { WorkflowFilter, WorkflowOrder } from './listing.schemas.ts';

/** A statement and its parameters. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/** The sort key of a workflow as Postgres writes it, and its id. */
export type WorkflowPosition = readonly [key: string, id: string];

export type ListedPage = {
  readonly filter: WorkflowFilter;
  readonly sort: WorkflowOrder;
  readonly after: WorkflowPosition | null;
  readonly limit: number;
};

type SortKey = { readonly sql: string; readonly type: string };

/** What lists are sorted by. Ids hold the moment at which they were made. Only the first two are read from an index in their order. */
const SORT_KEYS: { readonly [field: string]: SortKey } = {
  created_at: { sql: 'workflows.id', type: 'uuid' },
  name: { sql: 'lower(workflows.name)', type: 'text' },
  updated_at: { sql: 'workflows.updated_at', type: 'timestamptz' },
  last_executed_at: { sql: `coalesce(${LAST_EXECUTED_AT}, '-infinity')`, type: 'timestamptz' },
};

function orderOf(sort: WorkflowOrder): { readonly key: SortKey; readonly direction: 'ASC' | 'DESC' } {
  const isDown = sort.startsWith('-');
  const key = SORT_KEYS[isDown ? sort.slice(1) : sort];
  if (key === undefined) throw new Error(`There is no sort key for ${sort}.`);
  return { key, direction: isDown ? 'DESC' : 'ASC' };
}

/** What holds for the workflows of a filter. `$1` workspace. */
function conditions(
  workspaceId: string,
  { status, tag, search }: WorkflowFilter,
): { text: string[]; values: unknown[] } {
  const text = ['workflows.workspace_id = $1::uuid'];
  const values: unknown[] = [workspaceId];
  function add(condition: (parameter: string) => string, value: unknown): void {
    values.push(value);
    text.push(condition(`$${values.length}`));
  }
  if (status !== undefined) {
    add((list) => `workflows.status IN (SELECT json_array_elements_text(${list}::json))`, JSON.stringify(status));
  }
  if (tag !== undefined) add((one) => `workflows.tags @> ARRAY[${one}::text]`, tag);
  if (search !== undefined) add((pattern) => `workflows.name ILIKE ${pattern}`, likePattern(search));
  return { text, values };
}

/** The person with an id as people are shown: by their name, else their address. */
function nameOf(person: string): string {
  return `(SELECT coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.email) FROM users u WHERE u.id = ${person})`;
}

const COLUMNS = [
  ...[
    'id',
    'workspace_id',
    'created_by',
    'name',
    'description',
    'status',
    'version',
    'published_version',
    'published_at',
  ],
  ...['draft_changed_at', 'draft_changed_by', 'revision', 'tags', 'created_at', 'updated_at'],
].map((name) => `workflows.${name}`);

const LAST_EXECUTION = `SELECT json_build_object('id', e.id, 'status', e.status, 'trigger_type', e.trigger_type,
    'error_code', e.error_code, 'created_at', e.created_at, 'completed_at', e.completed_at) AS shown
  FROM executions e WHERE e.workflow_id = workflows.id ORDER BY e.created_at DESC, e.id DESC LIMIT 1`;

/** Polls are there only while their workflow is active. */
const NEXT_RUN = `CASE WHEN workflows.status = 'active' THEN least(
  (SELECT min(s.next_run_at) FROM schedules s WHERE s.workflow_id = workflows.id AND s.is_active AND s.paused_at IS NULL),
  (SELECT min(p.next_poll_at) FROM polls p WHERE p.workflow_id = workflows.id)) END`;

/** A page of workflows. The page is found by its keys; what is looked up besides is looked up for its rows alone. */
export function listStatement(workspaceId: string, { filter, sort, after, limit }: ListedPage): Statement {
  const { key, direction } = orderOf(sort);
  const { text, values } = conditions(workspaceId, filter);
  if (after !== null) {
    const [from, id] = [values.length + 1, values.length + 2];
    values.push(...after);
    text.push(`(${key.sql}, workflows.id) ${direction === 'ASC' ? '>' : '<'} ($${from}::${key.type}, $${id}::uuid)`);
  }
  return {
    text: `WITH page AS MATERIALIZED (
  SELECT workflows.id, ${key.sql} AS key FROM workflows WHERE ${text.join(' AND ')}
  ORDER BY ${key.sql} ${direction}, workflows.id ${direction} LIMIT ${limit}
)
SELECT page.key::text AS key, ${COLUMNS.join(', ')}, ${SHOWN_COUNT} AS execution_count, ${LAST_EXECUTED_AT} AS last_executed_at,
  ${nameOf('workflows.created_by')} AS created_by_name, ${nameOf('workflows.draft_changed_by')} AS draft_changed_by_name,
  latest.shown AS last_execution, ${NEXT_RUN} AS next_run_at
FROM page JOIN workflows ON workflows.id = page.id LEFT JOIN LATERAL (${LAST_EXECUTION}) latest ON true
ORDER BY page.key ${direction}, page.id ${direction}`,
    values,
  };
}

/** How many workflows there are, counted up to a number. */
export function countStatement(workspaceId: string, filter: WorkflowFilter, most: number): Statement {
  const { text, values } = conditions(workspaceId, filter);
  return {
    text: `SELECT count(*)::int AS count FROM (SELECT 1 FROM workflows WHERE ${text.join(' AND ')} LIMIT ${most}) found`,
    values,
  };
}

/** The tags of a workspace, the most frequent first. `$1` workspace, `$2` how many. */
export const TAGS = `SELECT tag, count(*)::int AS workflows FROM workflows, unnest(tags) AS tag
WHERE workspace_id = $1::uuid GROUP BY tag ORDER BY 2 DESC, 1 LIMIT $2::int`;
