import type { ExecutionFilter } from './filter.schemas.ts';
import type { Parameters } from './parameters.ts';

/** Where a page starts: after this execution, in the order of the list. */
export type ExecutionPosition = { readonly createdAt: string; readonly id: string };

/** Which executions of which workspace, and from where on. */
export type Search = {
  readonly workspaceId: string;
  readonly filter: ExecutionFilter;
  readonly after: ExecutionPosition | null;
};

type Status = NonNullable<ExecutionFilter['status']>[number];

/** The statuses of which few executions are, and so have an index of their own. The literals are those of the indexes. */
const RARE: readonly (readonly Status[])[] = [
  ['queued', 'running', 'waiting'],
  ['failed', 'cancelled'],
];

/**
 * The statuses that the filter leaves, `null` for all. Only what failed has an error; a filter may so exclude everything.
 */
export function wantedStatuses(filter: ExecutionFilter): readonly Status[] | null {
  const { error_text, error_code, error_node_id, status } = filter;
  const hasError = [error_text, error_code, error_node_id].some((part) => part !== undefined);
  if (!hasError) return status ?? null;
  return (status ?? ['failed']).filter((one) => one === 'failed');
}

/** The names are those of a fixed list, so they may stand in the text: with parameters, Postgres could use no partial index. */
export function statusCondition(statuses: readonly Status[]): string {
  return `e.status IN (${statuses.map((status) => `'${status}'`).join(', ')})`;
}

/** Whether an index has these statuses and few others. */
export function haveIndex(statuses: readonly Status[] | null): statuses is readonly Status[] {
  return statuses !== null && RARE.some((rare) => statuses.every((status) => rare.includes(status)));
}

/** A way through executions in the order of the list that an index gives: the row is `s`, with `id` and `created_at`. */
export type SearchSource = { readonly from: string; readonly conditions: readonly string[]; readonly order: string };

function rangeConditions(
  { filter, after }: Search,
  columns: { at: string; id: string },
  parameters: Parameters,
): string[] {
  const { created_from: from, created_before: before } = filter;
  const conditions: string[] = [];
  if (from !== undefined) conditions.push(`${columns.at} >= ${parameters.add(from, 'timestamptz')}`);
  if (before !== undefined) conditions.push(`${columns.at} < ${parameters.add(before, 'timestamptz')}`);
  if (after === null) return conditions;
  const moment = parameters.add(after.createdAt, 'timestamptz');
  // The first tells which partitions are needed, the second where in the index to begin.
  conditions.push(`${columns.at} <= ${moment}`);
  conditions.push(`(${columns.at}, ${columns.id}) < (${moment}, ${parameters.add(after.id, 'uuid')})`);
  return conditions;
}

function valuesSource(search: Search, parameters: Parameters): SearchSource {
  const { metadata_key: key, metadata_value: value } = search.filter;
  const conditions = [
    `v.workspace_id = ${parameters.add(search.workspaceId, 'uuid')}`,
    `v.key = ${parameters.add(key, 'text')}`,
  ];
  if (value !== undefined) conditions.push(`v.value = ${parameters.add(value, 'text')}`);
  return {
    from: 'execution_values v',
    conditions: [...conditions, ...rangeConditions(search, { at: 'v.created_at', id: 'v.execution_id' }, parameters)],
    order: 'v.created_at DESC, v.execution_id DESC',
  };
}

/** Whether the workflow is one of the workspace is asked once: else all executions of a foreign one would be walked in vain. */
function placeCondition({ workspaceId, filter }: Search, parameters: Parameters): string {
  const workspace = parameters.add(workspaceId, 'uuid');
  if (filter.workflow_id === undefined) return `e.workspace_id = ${workspace}`;
  const workflow = parameters.add(filter.workflow_id, 'uuid');
  return `e.workflow_id = ${workflow}
    AND EXISTS (SELECT 1 FROM workflows w WHERE w.id = ${workflow} AND w.workspace_id = ${workspace})`;
}

function executionsSource(search: Search, parameters: Parameters): SearchSource {
  const statuses = wantedStatuses(search.filter);
  return {
    from: 'executions e',
    conditions: [
      placeCondition(search, parameters),
      ...(haveIndex(statuses) ? [statusCondition(statuses)] : []),
      ...rangeConditions(search, { at: 'e.created_at', id: 'e.id' }, parameters),
    ],
    order: 'e.created_at DESC, e.id DESC',
  };
}

/** Whether the search goes by the values that executions have, and not by the executions. */
export function goesByValues({ metadata_key }: ExecutionFilter): boolean {
  return metadata_key !== undefined;
}

/** The index by which a search goes: that of what is rarest. */
export function searchSource(search: Search, parameters: Parameters): SearchSource {
  return goesByValues(search.filter) ? valuesSource(search, parameters) : executionsSource(search, parameters);
}
