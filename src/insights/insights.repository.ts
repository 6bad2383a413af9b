import { z } from 'zod';
import type { PeopleDatabase } from '../db/client.ts';
import type { Histogram } from './histogram.ts';
import type { InsightRange, SpanRange } from './insight-range.ts';
import { COUNTED_UNTIL, DAYS, type NodeOrder, nodesStatement, WORKFLOWS } from './insight-statements.ts';
import { ALL_WORKFLOWS } from './roll-up-statement.ts';

const count = z.coerce.number();

const histogram = z
  .array(z.tuple([z.coerce.number(), z.coerce.number()]))
  .transform((bars): Histogram => new Map(bars));

const countsShape = {
  completed: count,
  failed: count,
  cancelled: count,
  began: count,
  queued_ms: count,
  longest_queued_ms: count,
  sampled: count,
  histogram,
};

const dayRow = z.object({ day: z.string(), ...countsShape });
const workflowRow = z.object({ workflow_id: z.string(), name: z.string().nullable(), ...countsShape });
const nodeRow = z.object({
  workflow_id: z.string(),
  workflow_name: z.string().nullable(),
  node_id: z.string(),
  node_type: z.string(),
  node_name: z.string(),
  runs: count,
  failed: count,
  retries: count,
  duration_ms: count,
  histogram,
});

/** What is counted of executions, of a day or a workflow. `began`: those that waited `queued_ms` together; `sampled`: those whose nodes were read. */
export type EndCounts = Omit<z.infer<typeof dayRow>, 'day'>;
type DayCounts = z.infer<typeof dayRow>;
type WorkflowCounts = z.infer<typeof workflowRow>;
export type NodeCounts = z.infer<typeof nodeRow>;

/** `workflowId: null`: all of the workspace. */
type Scope = { readonly workspaceId: string; readonly workflowId: string | null };

export type InsightRepository = {
  /** Days on which nothing ended are missing. */
  days(scope: Scope, range: InsightRange): Promise<readonly DayCounts[]>;
  workflows(scope: Scope, spans: readonly SpanRange[], limit: number): Promise<readonly WorkflowCounts[]>;
  nodes(scope: Scope, range: InsightRange, by: { order: NodeOrder; limit: number }): Promise<readonly NodeCounts[]>;
  /** Until when ends are counted; `null`: not yet. */
  countedUntil(): Promise<string | null>;
};

export function createInsightRepository(db: PeopleDatabase): InsightRepository {
  return {
    async days({ workspaceId, workflowId }, { from, to }) {
      const rows = await db.sql.query(DAYS, [workspaceId, workflowId ?? ALL_WORKFLOWS, from, to]);
      return rows.map((row) => dayRow.parse(row));
    },
    async workflows({ workspaceId, workflowId }, spans, limit) {
      const rows = await db.sql.query(WORKFLOWS, [workspaceId, workflowId, JSON.stringify(spans), limit]);
      return rows.map((row) => workflowRow.parse(row));
    },
    async nodes({ workspaceId, workflowId }, { from, to }, { order, limit }) {
      const rows = await db.sql.query(nodesStatement(order), [workspaceId, workflowId, from, to, limit]);
      return rows.map((row) => nodeRow.parse(row));
    },
    async countedUntil() {
      const [row] = await db.sql.query(COUNTED_UNTIL);
      return row === undefined ? null : new Date(String(row.until)).toISOString();
    },
  };
}
