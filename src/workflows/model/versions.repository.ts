import { and, desc, eq, getTableColumns, lt, ne, sql } from 'drizzle-orm';
import { users } from '../../accounts/accounts.table.ts';
import type { PeopleDatabase } from '../../db/client.ts';
import type { ListedVersion, WorkflowVersion } from './versions.schemas.ts';
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
  list(workflowId: string, page: VersionPage): Promise<ListedVersion[]>;
};

const { nodes, connections, settings, ...summaryColumns } = getTableColumns(workflowVersions);

/** Whoever made a version: their name, else their address. */
const AUTHOR = sql<
  string | null
>`coalesce(nullif(trim(${users.first_name} || ' ' || ${users.last_name}), ''), ${users.email})`;

export function createVersionRepository(db: PeopleDatabase): VersionRepository {
  async function find(workflowId: string, version: number): Promise<WorkflowVersion | null> {
    const [row] = await db.orm
      .select()
      .from(workflowVersions)
      .where(and(eq(workflowVersions.workflow_id, workflowId), eq(workflowVersions.version, version)));
    return row === undefined ? null : toVersion(row);
  }

  async function list(workflowId: string, { below, limit, runs }: VersionPage): Promise<ListedVersion[]> {
    const start = below === null ? undefined : lt(workflowVersions.version, below);
    const made = runs === 'shown' ? undefined : ne(workflowVersions.origin, 'run');
    const rows = await db.orm
      .select({ ...summaryColumns, created_by_name: AUTHOR })
      .from(workflowVersions)
      .leftJoin(users, eq(users.id, workflowVersions.created_by))
      .where(and(eq(workflowVersions.workflow_id, workflowId), start, made))
      .orderBy(desc(workflowVersions.version))
      .limit(limit);
    return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
  }

  return { find, list };
}
