import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import { countStatement, type ListedPage, listStatement, TAGS, type WorkflowPosition } from './list-statements.ts';
import {
  type ListedWorkflow,
  listedWorkflowSchema,
  type TagCount,
  tagCountSchema,
  type WorkflowCount,
  type WorkflowFilter,
} from './listing.schemas.ts';

/** A workflow of a list, and its place there. */
type PlacedWorkflow = { readonly workflow: ListedWorkflow; readonly position: WorkflowPosition };

export type WorkflowListRepository = {
  list(workspaceId: string, page: ListedPage): Promise<readonly PlacedWorkflow[]>;
  count(workspaceId: string, filter: WorkflowFilter): Promise<WorkflowCount>;
  /** The most frequent first, a thousand at most. */
  tags(workspaceId: string): Promise<readonly TagCount[]>;
};

/** How many workflows are counted before it is said that there are more. */
const MOST_COUNTED = 10_000;
const MOST_TAGS = 1000;

const moment = storedMoment.nullable();

const { last_execution, ...listed } = listedWorkflowSchema.shape;

const lastExecution = last_execution.unwrap().extend({ created_at: moment, completed_at: moment });

/** Moments are as Postgres writes them. */
const rowSchema = z
  .object({
    ...listed,
    key: z.string(),
    published_at: moment,
    draft_changed_at: moment,
    last_executed_at: moment,
    next_run_at: moment,
    created_at: moment,
    updated_at: moment,
    last_execution: lastExecution.nullable(),
  })
  .transform(({ key, ...row }) => ({ workflow: listedWorkflowSchema.parse(row), position: [key, row.id] as const }));

const countedSchema = z.tuple([z.object({ count: z.int() })]);

export function createWorkflowListRepository(db: PeopleDatabase): WorkflowListRepository {
  return {
    async list(workspaceId, page) {
      const { text, values } = listStatement(workspaceId, page);
      return z.array(rowSchema).parse(await db.sql.query(text, [...values]));
    },
    async count(workspaceId, filter) {
      const { text, values } = countStatement(workspaceId, filter, MOST_COUNTED + 1);
      const [{ count }] = countedSchema.parse(await db.sql.query(text, [...values]));
      return { count: Math.min(count, MOST_COUNTED), estimate: count > MOST_COUNTED };
    },
    async tags(workspaceId) {
      return z.array(tagCountSchema).parse(await db.sql.query(TAGS, [workspaceId, MOST_TAGS]));
    },
  };
}
