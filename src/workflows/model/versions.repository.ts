import { and, desc, eq, getTableColumns, lt, ne } from 'drizzle-orm';
import type { PeopleDatabase } from '../../db/client.ts';
import type { VersionSummary, WorkflowVersion } from './versions.schemas.ts';
import { toVersion } from './workflow-rows.ts';
import { workflowVersions } from './workflows.table.ts';

type VersionPage = {
  /** The version number that the page starts below. */
  readonly below: number | null;
  readonly limit: number;
  /** Whether those are listed that were only run as drafts. */
  readonly runs: 'hidden' | 'shown';
};

/** Versions have no workspace column: look the workflow up in the workspace first. */
export type VersionRepository = {
  find(workflowId: string, version: number): Promise<WorkflowVersion | null>;
  list(workflowId: string, page: VersionPage): Promise<VersionSummary[]>;
};

const { nodes, connections, settings, ...summaryColumns } = getTableColumns(workflowVersions);

export function createVersionRepository(db: PeopleDatabase): VersionRepository {
  async function find(workflowId: string, version: number): Promise<WorkflowVersion | null> {
    const [row] = await db.orm
      .select()
      .from(workflowVersions)
      .where(and(eq(workflowVersions.workflow_id, workflowId), eq(workflowVersions.version, version)));
    return row === undefined ? null : toVersion(row);
  }

  async function list(workflowId: string, { below, limit, runs }: VersionPage): Promise<VersionSummary[]> {
    const start = below === null ? undefined : lt(workflowVersions.version, below);
    const made = runs === 'shown' ? undefined : ne(workflowVersions.origin, 'run');
    const rows = await db.orm
      .select(summaryColumns)
      .from(workflowVersions)
      .where(and(eq(workflowVersions.workflow_id, workflowId), start, made))
      .orderBy(desc(workflowVersions.version))
      .limit(limit);
    return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
  }

  return { find, list };
}
