import { and, count, desc, eq, getTableColumns, lt, type SQL, sql } from 'drizzle-orm';
import type { PeopleDatabase } from '../../db/client.ts';
import { inTurn } from '../../db/in-turn.ts';
import { toStorableJson } from '../../executions/history/history-json.ts';
import { workflows } from '../../workflows/model/workflows.table.ts';
import { type StoredSchedule, toStoredSchedule } from './schedule-rows.ts';
import {
  CHANGE_SCHEDULE,
  CREATE_SCHEDULE,
  DELETE_SCHEDULE,
  type ScheduleChange,
  type ScheduleCreation,
  type ScheduleRemoval,
} from './schedule-statements.ts';
import { schedules } from './schedules.table.ts';

/** Which schedules of a workspace to list. */
type ScheduleFilter = {
  readonly workflowId: string | null;
  readonly active: boolean | null;
  /** The id that the page starts after. */
  readonly after: string | null;
  readonly limit: number;
};

/** `missing`: the workflow is not there, or archived. `full`: the workspace has as many schedules as it may. */
type CreationResult = 'stored' | 'missing' | 'full';

export type ScheduleRepository = {
  find(workspaceId: string, id: string): Promise<StoredSchedule | null>;
  /** Newest first. */
  list(workspaceId: string, filter: ScheduleFilter): Promise<readonly StoredSchedule[]>;
  /** All schedules of a workflow. */
  listOf(workspaceId: string, workflowId: string): Promise<readonly StoredSchedule[]>;
  count(workspaceId: string): Promise<number>;
  create(creation: ScheduleCreation): Promise<CreationResult>;
  /** Whether the change was stored: not if somebody else was first. */
  change(change: ScheduleChange): Promise<boolean>;
  /** Whether it was there, and none of a node. */
  remove(removal: ScheduleRemoval): Promise<boolean>;
};

/** A schedule rests wherever its workflow does, even if no tick has noticed yet. */
const active = sql<boolean>`(${schedules.is_active} AND ${workflows.status} = 'active')`;

const columns = { ...getTableColumns(schedules), is_active: active };

function conditions(workspaceId: string, filter: ScheduleFilter): (SQL | undefined)[] {
  return [
    eq(schedules.workspace_id, workspaceId),
    filter.workflowId === null ? undefined : eq(schedules.workflow_id, filter.workflowId),
    filter.active === null ? undefined : sql`${active} = ${filter.active}`,
    filter.after === null ? undefined : lt(schedules.id, filter.after),
  ];
}

export function createScheduleRepository(db: PeopleDatabase): ScheduleRepository {
  const read = () =>
    db.orm.select(columns).from(schedules).innerJoin(workflows, eq(workflows.id, schedules.workflow_id));

  return {
    async find(workspaceId, id) {
      const [row] = await read().where(and(eq(schedules.workspace_id, workspaceId), eq(schedules.id, id)));
      return row === undefined ? null : toStoredSchedule(row);
    },
    async list(workspaceId, filter) {
      const rows = await read()
        .where(and(...conditions(workspaceId, filter)))
        .orderBy(desc(schedules.id))
        .limit(filter.limit);
      return rows.map(toStoredSchedule);
    },
    async listOf(workspaceId, workflowId) {
      const rows = await db.orm
        .select()
        .from(schedules)
        .where(and(eq(schedules.workspace_id, workspaceId), eq(schedules.workflow_id, workflowId)));
      return rows.map(toStoredSchedule);
    },
    async count(workspaceId) {
      const [row] = await db.orm
        .select({ count: count() })
        .from(schedules)
        .where(eq(schedules.workspace_id, workspaceId));
      return row?.count ?? 0;
    },
    async create(creation) {
      const { workspace_id } = creation.schedule;
      const [row] = await inTurn(db, workspace_id, CREATE_SCHEDULE, [toStorableJson(creation)]);
      if (row?.stored === 1) return 'stored';
      return row?.found === 1 ? 'full' : 'missing';
    },
    change: async (change) => (await db.sql.query(CHANGE_SCHEDULE, [toStorableJson(change)])).length === 1,
    remove: async (removal) => (await db.sql.query(DELETE_SCHEDULE, [JSON.stringify(removal)])).length === 1,
  };
}
