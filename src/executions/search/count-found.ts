import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import type { ExecutionCount } from './filter.schemas.ts';
import { findsNothing } from './find-page.ts';
import type { Search } from './search-source.ts';
import { countStatement, sizeStatement } from './search-statement.ts';

const countedRow = z.tuple([z.object({ walked: z.number(), hits: z.number(), whole: z.boolean() })]);

/** `EXPLAIN (FORMAT JSON)`: one row with one column. */
const planRow = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) }),
]);

async function believedSize(db: PeopleDatabase, search: Search): Promise<number> {
  const { text, values } = sizeStatement(search);
  const [row] = planRow.parse(await db.sql.query(text, [...values]));
  return row['QUERY PLAN'][0].Plan['Plan Rows'];
}

/**
 * How many executions a search finds. If there is more to look at than is cheap, it is an estimate: as many of those that Postgres
 * believes to be there as of the newest, which were counted.
 */
export async function countFound(db: PeopleDatabase, search: Search): Promise<ExecutionCount> {
  if (findsNothing(search)) return { count: 0, estimate: false };
  const { text, values } = countStatement(search);
  const [{ walked, hits, whole }] = countedRow.parse(await db.sql.query(text, [...values]));
  if (whole) return { count: hits, estimate: false };
  const size = await believedSize(db, search);
  return { count: Math.max(hits, Math.round((hits / walked) * size)), estimate: true };
}
