import { hasKeyOf } from '../lifecycle/find-by-key.ts';
import { createParameters } from './parameters.ts';
import { searchConditions } from './search-conditions.ts';
import { goesByValues, haveIndex, type Search, searchSource, wantedStatuses } from './search-source.ts';

/** A statement and its parameters. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/** How many executions one request looks at, whatever it finds: rows that were written one after the other. */
export const MAX_WALKED = 10_000;

/** The same for rows that lie apart, each on a page of its own: what failed, among all that did not; and what has a key. */
const MAX_WALKED_APART = 4000;
const MAX_WALKED_VALUES = 1000;

/** A count looks at one more, so that it can tell whether those were all. */
const MAX_COUNTED = MAX_WALKED + 1;

type Walk = { readonly text: string; readonly limit: number; readonly values: readonly unknown[] };

function mostChecked({ filter }: Search): number {
  if (goesByValues(filter)) return MAX_WALKED_VALUES;
  return haveIndex(wantedStatuses(filter)) ? MAX_WALKED_APART : MAX_WALKED;
}

/** All executions are asked for at once: one by one, each would have its partition looked for. */
function walkValues(named: string, conditions: readonly string[]): string {
  return `WITH named AS MATERIALIZED (
  ${named}
)
SELECT n.id, n.created_at, n.id IN (
  SELECT e.id FROM executions e WHERE e.id = ANY (ARRAY(SELECT id FROM named))
    AND e.created_at >= (SELECT min(created_at) FROM named) AND e.created_at <= (SELECT max(created_at) FROM named)
    AND ${conditions.join(' AND ')}) AS hit
FROM named n ORDER BY n.created_at DESC, n.id DESC`;
}

/** The executions that the search looks at, in order: `id`, `created_at`, and whether each is a `hit`. `plain`: how many, if all are. */
function walk(search: Search, plain: number): Walk {
  const parameters = createParameters();
  const { from, conditions, order } = searchSource(search, parameters);
  const checks = searchConditions(search, parameters);
  const limit = checks.length === 0 ? plain : mostChecked(search);
  const rest = `FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${limit}`;
  const hit = checks.length === 0 ? 'true' : checks.join(' AND ');
  const { values } = parameters;
  if (!goesByValues(search.filter)) return { text: `SELECT e.id, e.created_at, ${hit} AS hit ${rest}`, limit, values };
  const named = `SELECT v.execution_id AS id, v.created_at, true AS hit ${rest}`;
  return { text: checks.length === 0 ? named : walkValues(named, checks), limit, values };
}

/**
 * A page of a search, and `is_edge`: the last execution that was looked at, if it stopped before it found enough. The rows are
 * walked only as far as that takes.
 */
export function pageStatement(search: Search, columns: string, size: number): Statement {
  const { text, limit, values } = walk(search, size);
  return {
    text: `WITH walked AS MATERIALIZED (
  ${text}
), hits AS MATERIALIZED (
  SELECT id, created_at FROM walked WHERE hit LIMIT ${size}
), edge AS (
  SELECT id, created_at FROM walked WHERE (SELECT count(*) FROM hits) < ${size} OFFSET ${limit - 1} LIMIT 1
)
SELECT p.id AS found_id, p.created_at AS found_at, p.is_edge, ${columns}
FROM (SELECT id, created_at, false AS is_edge FROM hits UNION ALL SELECT id, created_at, true FROM edge) p
LEFT JOIN executions e ON ${hasKeyOf('p')}
LEFT JOIN workflows w ON w.id = e.workflow_id LEFT JOIN users u ON u.id = e.triggered_by
ORDER BY p.is_edge, p.created_at DESC, p.id DESC`,
    values,
  };
}

/** How many of the newest executions were looked at, whether those were all, and how many of them are hits. */
export function countStatement(search: Search): Statement {
  const { text, limit, values } = walk(search, MAX_COUNTED);
  return {
    text: `SELECT count(*)::int AS walked, count(*) FILTER (WHERE hit)::int AS hits, count(*) < ${limit} AS whole FROM (
  ${text}
) w`,
    values,
  };
}

/** Asks Postgres how many executions it believes the source of the search to have, all of which nobody looks at. */
export function sizeStatement(search: Search): Statement {
  const parameters = createParameters();
  const { from, conditions } = searchSource(search, parameters);
  return {
    text: `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${from} WHERE ${conditions.join(' AND ')}`,
    values: parameters.values,
  };
}
