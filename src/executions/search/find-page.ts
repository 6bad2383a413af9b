import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { SUMMARY_COLUMNS, summaryOf } from '../model/execution-summary.ts';
import type { ListedExecution } from '../model/executions.schemas.ts';
import { type ExecutionPosition, type Search, wantedStatuses } from './search-source.ts';
import { pageStatement, type Statement } from './search-statement.ts';

type Row = Readonly<Record<string, unknown>>;

/** Executions in the order of the list. */
export type FoundPage = {
  readonly executions: readonly ListedExecution[];
  /** Where the next page starts; `null`: there is none. */
  readonly next: ExecutionPosition | null;
  /** Whether the search stopped before it had found as many as were wanted, because it had looked at enough. */
  readonly incomplete: boolean;
};

function positionOf(row: Row | undefined): ExecutionPosition | null {
  if (row === undefined || row.found_at === null) return null;
  return { createdAt: new Date(String(row.found_at)).toISOString(), id: String(row.found_id) };
}

/** Of whom an execution is, by name: the person's, else their address. */
const NAMES = `w.name AS workflow_name, coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.email) AS triggered_by_name`;

const namesSchema = z.object({ workflow_name: z.string().nullable(), triggered_by_name: z.string().nullable() });

/** Whether no execution can be found, whatever there is. */
export function findsNothing({ filter }: Search): boolean {
  return wantedStatuses(filter)?.length === 0;
}

/** The statement of a page, and of one execution more, which tells whether another page follows. */
export function findStatement(search: Search, limit: number): Statement {
  return pageStatement(search, [...SUMMARY_COLUMNS.map((name) => `e.${name}`), NAMES].join(', '), limit + 1);
}

/**
 * Finds executions, newest first, `limit` at most. It looks at a bounded number of them, so that a filter that fits hardly any costs
 * no more than another: then it is `incomplete`, and the next page goes on where it stopped.
 */
export async function findPage(db: PeopleDatabase, search: Search, limit: number): Promise<FoundPage> {
  if (findsNothing(search)) return { executions: [], next: null, incomplete: false };
  const { text, values } = findStatement(search, limit);
  const rows = await db.sql.query(text, [...values]);
  const hits = rows.filter((row) => row.is_edge !== true);
  const page = hits.slice(0, limit);
  const edge = rows.find((row) => row.is_edge === true);
  return {
    // Values may outlive their execution for a night.
    executions: page.filter((row) => row.id !== null).map((row) => ({ ...summaryOf(row), ...namesSchema.parse(row) })),
    next: positionOf(hits.length > limit ? page.at(-1) : edge),
    incomplete: edge !== undefined,
  };
}
