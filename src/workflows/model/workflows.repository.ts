import { and, eq, getTableColumns, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { violates } from '../../db/database-errors.ts';
import { activeWorkflowsReached } from '../../plans/plans.errors.ts';
import { DELETE_WORKFLOW, INSERT_WORKFLOW, UPDATE_WORKFLOW } from './commit-statement.ts';
import { EXECUTION_COUNTS } from './execution-counts.ts';
import { KEEP_FOR_RUN, type RunVersion } from './keep-for-run.ts';
import type { WorkflowCommit, WorkflowRemoval } from './workflow-commit.ts';
import { toWorkflow } from './workflow-rows.ts';
import type { Workflow } from './workflows.schemas.ts';
import { workflows } from './workflows.table.ts';

const storedVersions = z.object({ version: z.number(), published_version: z.number().nullable() });
type StoredVersions = z.infer<typeof storedVersions>;

export type WorkflowRepository = {
  find(workspaceId: string, id: string): Promise<Workflow | null>;
  /** Those of the ids that are workflows of the workspace. */
  known(workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  insert(commit: WorkflowCommit): Promise<void>;
  /** The versions after the change; `null`, and nothing stored, if somebody else was first. Throws `plans.active_workflows_reached`. */
  update(commit: WorkflowCommit): Promise<StoredVersions | null>;
  /** The number of the version that has a graph (`null`: the drawing as it stands): one that there is, or a new one that is only run. */
  keepForRun(kept: RunVersion): Promise<number | null>;
  /** Whether it was deleted: not if somebody else was first. */
  remove(removal: WorkflowRemoval): Promise<boolean>;
};

const { last_version, ...columns } = getTableColumns(workflows);

export function createWorkflowRepository(db: PeopleDatabase): WorkflowRepository {
  async function find(workspaceId: string, id: string): Promise<Workflow | null> {
    const [row] = await db.orm
      .select({ ...columns, ...EXECUTION_COUNTS })
      .from(workflows)
      .where(and(eq(workflows.workspace_id, workspaceId), eq(workflows.id, id)));
    return row === undefined ? null : toWorkflow(row);
  }

  async function known(workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db.orm
      .select({ id: workflows.id })
      .from(workflows)
      .where(and(eq(workflows.workspace_id, workspaceId), inArray(workflows.id, [...ids])));
    return new Set(rows.map(({ id }) => id));
  }

  async function insert(commit: WorkflowCommit): Promise<void> {
    await db.sql.query(INSERT_WORKFLOW, [JSON.stringify(commit)]);
  }

  async function update(commit: WorkflowCommit): Promise<StoredVersions | null> {
    try {
      const [row] = await db.sql.query(UPDATE_WORKFLOW, [JSON.stringify(commit)]);
      return row === undefined ? null : storedVersions.parse(row);
    } catch (error) {
      if (violates(error, 'plan_active_workflows')) throw activeWorkflowsReached();
      throw error;
    }
  }

  async function remove(removal: WorkflowRemoval): Promise<boolean> {
    const rows = await db.sql.query(DELETE_WORKFLOW, [JSON.stringify(removal)]);
    return rows.length === 1;
  }

  async function keepForRun(kept: RunVersion): Promise<number | null> {
    const [row] = await db.sql.query(KEEP_FOR_RUN, [JSON.stringify(kept)]);
    return row === undefined ? null : Number(row.version);
  }

  return { find, known, insert, update, keepForRun, remove };
}
