import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import { AUDITED, type AuditEntry } from '../audit/audited-change.ts';
import type { PeopleDatabase } from '../db/client.ts';
import { MESSAGE_SECONDS } from './due-polls.ts';
import { POLL_MINUTE } from './poll-minute.ts';
import { polls } from './polls.table.ts';

const { cursor, ...columns } = getTableColumns(polls);

/** A poll as stored, without its cursor, which may be long. */
export type StoredPoll = Pick<typeof polls.$inferSelect, keyof typeof columns>;

/** A poll that somebody wants made now, and the audit entry that goes with it. */
type PollRequest = {
  readonly poll: { readonly id: string; readonly workspace_id: string; readonly workflow_id: string };
  readonly audit: AuditEntry;
};

export type PollRepository = {
  /** The polls of a workflow; none while its triggers are off. */
  listOf(workspaceId: string, workflowId: string): Promise<readonly StoredPoll[]>;
  /** The revision under which the poll is to be made; `null` if there is no such poll. */
  request(request: PollRequest): Promise<number | null>;
};

/** The message that is sent has its time, as that of a tick has; what becomes of it if it is lost is the same, too. */
const REQUEST = `WITH changed AS (
  UPDATE polls p SET next_poll_at = ${POLL_MINUTE} + ${MESSAGE_SECONDS} * interval '1 second'
  FROM json_to_record($1::json->'poll') AS g(id uuid, workspace_id uuid, workflow_id uuid)
  WHERE p.id = g.id AND p.workspace_id = g.workspace_id AND p.workflow_id = g.workflow_id
  RETURNING p.revision
),${AUDITED}
SELECT revision FROM changed`;

export function createPollRepository(db: PeopleDatabase): PollRepository {
  return {
    listOf: (workspaceId, workflowId) =>
      db.orm
        .select(columns)
        .from(polls)
        .where(and(eq(polls.workspace_id, workspaceId), eq(polls.workflow_id, workflowId)))
        .orderBy(asc(polls.id)),
    async request(request) {
      const [row] = await db.sql.query(REQUEST, [JSON.stringify(request)]);
      return row === undefined ? null : Number(row.revision);
    },
  };
}
