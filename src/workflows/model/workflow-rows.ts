import type { z } from 'zod';
import { workflowGraphSchema } from '../graph/graph.schemas.ts';
import { inWrittenOrder } from '../graph/written-order.ts';
import type { WorkflowVersion } from './versions.schemas.ts';
import type { Workflow, WorkflowSummary } from './workflows.schemas.ts';
import type { workflows, workflowVersions } from './workflows.table.ts';

type WorkflowRow = typeof workflows.$inferSelect;
type SummaryRow = Omit<WorkflowRow, 'nodes' | 'connections' | 'settings' | 'last_version'>;
type VersionRow = typeof workflowVersions.$inferSelect;

function toSummary(row: SummaryRow): WorkflowSummary {
  return {
    ...row,
    published_at: row.published_at?.toISOString() ?? null,
    draft_changed_at: row.draft_changed_at?.toISOString() ?? null,
    last_executed_at: row.last_executed_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

type GraphColumns = Pick<VersionRow, 'nodes' | 'connections' | 'settings'>;

/** Only graphs of the right shape are ever stored, so another one is a bug of ours: a 500, and no fault of the request. */
function parseStored(stored: GraphColumns): z.infer<typeof workflowGraphSchema> {
  const parsed = workflowGraphSchema.safeParse(stored);
  if (!parsed.success) throw new Error('A stored graph is unreadable.', { cause: parsed.error });
  return inWrittenOrder(stored, parsed.data);
}

export function toWorkflow({ nodes, connections, settings, ...row }: Omit<WorkflowRow, 'last_version'>): Workflow {
  return { ...toSummary(row), ...parseStored({ nodes, connections, settings }) };
}

export function toVersion({ nodes, connections, settings, ...row }: VersionRow): WorkflowVersion {
  const graph = parseStored({ nodes, connections, settings });
  return { ...row, created_at: row.created_at.toISOString(), ...graph };
}
