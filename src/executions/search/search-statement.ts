import { hasKeyOf } from '../lifecycle/find-by-key.ts';
import { createParameters } from './parameters.ts';
import { searchConditions } from './search-conditions.ts';
import { goesByValues, type Search, searchSource } from './search-source.ts';

/** A statement and its parameters. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/**
 * How many executions one request looks at, whatever it finds: in the order of the index, rows that were written one after the
 * other, or one by one, by what their values name.
 */
export const MAX_WALKED = 10_000;
const MAX_WALKED_VALUES = 2000;

/** A count looks at one more, so that it can tell whether those were all. */
const MAX_COUNTED = MAX_WALKED + 1;

type Walk = { readonly text: string; readonly limit: number; readonly values: readonly unknown[] };

/** The executions that the search looks at, in order: `id`, `created_at`, and whether each is a `hit`. */
function walk(search: Search, most: { plain: number; checked: number }): Walk {
  const parameters = createParameters();
  const source = searchSource(search, parameters);
  const conditions = searchConditions(search, parameters);
  const limit = conditions.length === 0 ? most.plain : most.checked;
  const text = `SELECT ${columnsOf(search, conditions)}
  FROM ${source.from}
  WHERE ${source.conditions.join(' AND ')}
  ORDER BY ${source.order} LIMIT ${limit}`;
  return { text, limit, values: parameters.values };
}

function columnsOf({ filter }: Search, conditions: readonly string[]): string {
  const hit = conditions.length === 0 ? 'true' : conditions.join(' AND ');
  if (!goesByValues(filter)) return `e.id, e.created_at, ${hit} AS hit`;
  const ofRow = `(SELECT ${hit} FROM executions e WHERE e.id = v.execution_id AND e.created_at = v.created_at)`;
  return `v.execution_id AS id, v.created_at, ${conditions.length === 0 ? 'true' : ofRow} AS hit`;
}

/**
 * A page of a search, and `is_edge`: the last execution that was looked at, if it stopped before it found enough. The rows are
 * walked only as far as that takes.
 */
export function pageStatement(search: Search, columns: string, size: number): Statement {
  const byValues = goesByValues(search.filter);
  const checked = byValues ? MAX_WALKED_VALUES : MAX_WALKED;
  const { text, limit, values } = walk(search, { plain: size, checked });
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
ORDER BY p.is_edge, p.created_at DESC, p.id DESC`,
    values,
  };
}

/** How many of the newest executions were looked at, whether those were all, and how many of them are hits. */
export function countStatement(search: Search): Statement {
  const byValues = goesByValues(search.filter);
  const checked = byValues ? MAX_WALKED_VALUES : MAX_COUNTED;
  const { text, limit, values } = walk(search, { plain: MAX_COUNTED, checked });
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
