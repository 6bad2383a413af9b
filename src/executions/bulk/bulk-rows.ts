import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { Database, PeopleDatabase, SystemDatabase } from '../../db/client.ts';
import { inTurn } from '../../db/in-turn.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import type { ExecutionFilter } from '../search/filter.schemas.ts';
import type { ExecutionPosition } from '../search/search-source.ts';
import {
  BULK_KINDS,
  BULK_STATUSES,
  type BulkErrors,
  type BulkJob,
  type BulkKind,
  type BulkOptions,
} from './bulk.schemas.ts';
import {
  ADD_LATE,
  END_JOB,
  FIND_JOB,
  INSERT_JOB,
  LIST_JOBS,
  SAVE_STEP,
  STOP_JOB,
  TAKE_JOB,
} from './bulk-statements.ts';

const rowSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  kind: z.enum(BULK_KINDS),
  filter: z.custom<ExecutionFilter>(),
  options: z.custom<BulkOptions>(),
  status: z.enum(BULK_STATUSES),
  total: z.number(),
  total_is_estimate: z.boolean(),
  pass: z.number(),
  done: z.number(),
  skipped: z.number(),
  failed: z.number(),
  pending: z.number(),
  errors: z.custom<BulkErrors>(),
  position_created_at: storedMoment.nullable(),
  position_id: z.string().nullable(),
  revision: z.number(),
  stop_requested_at: storedMoment.nullable(),
  error_code: z.string().nullable(),
  created_by: z.string().nullable(),
  api_key_id: z.string().nullable(),
  created_at: storedMoment,
  started_at: storedMoment.nullable(),
  ended_at: storedMoment.nullable(),
});

/** A job as stored: what people see, and how far it has come. */
export type StoredJob = z.infer<typeof rowSchema>;

/** A job that is to be stored. */
export type NewJob = {
  readonly id: string;
  readonly workspace_id: string;
  readonly kind: BulkKind;
  readonly filter: ExecutionFilter;
  readonly options: BulkOptions;
  readonly total: number;
  readonly total_is_estimate: boolean;
  readonly created_by: string | null;
  readonly api_key_id: string | null;
  readonly now: string;
};

/** What a step of a job came to. `done`: how many more; the others: how many by now. */
export type JobStep = Pick<
  StoredJob,
  | 'id'
  | 'revision'
  | 'pass'
  | 'done'
  | 'skipped'
  | 'failed'
  | 'pending'
  | 'errors'
  | 'position_created_at'
  | 'position_id'
>;

/** How a job ended. */
export type JobEnd = { readonly status: 'done' | 'stopped' | 'failed'; readonly error_code: string | null };

async function one(db: Database, text: string, values: readonly unknown[]): Promise<StoredJob | null> {
  const [row] = await db.sql.query(text, [...values]);
  return row === undefined ? null : rowSchema.parse(row);
}

/** A job as people see it. */
export function shownJob({
  pass,
  position_created_at,
  position_id,
  revision,
  api_key_id,
  ...shown
}: StoredJob): BulkJob {
  return shown;
}

/** `null`: too many are under way. */
export async function insertJob(db: PeopleDatabase, job: NewJob, audit: AuditEntry): Promise<StoredJob | null> {
  const [row] = await inTurn(db, job.workspace_id, INSERT_JOB, [JSON.stringify({ job, audit })]);
  return row === undefined ? null : rowSchema.parse(row);
}

export function findJob(db: PeopleDatabase, workspaceId: string, id: string): Promise<StoredJob | null> {
  return one(db, FIND_JOB, [workspaceId, id]);
}

/** The newest first, those after a position. */
export async function jobsAfter(
  db: PeopleDatabase,
  { workspaceId, after, limit }: { workspaceId: string; after: ExecutionPosition | null; limit: number },
): Promise<readonly StoredJob[]> {
  const rows = await db.sql.query(LIST_JOBS, [workspaceId, after?.createdAt ?? null, after?.id ?? null, limit]);
  return z.array(rowSchema).parse(rows);
}

/** `null`: it has ended, or there is none. */
export function stopJob(
  db: PeopleDatabase,
  { workspaceId, id, audit }: { workspaceId: string; id: string; audit: AuditEntry },
): Promise<StoredJob | null> {
  return one(db, STOP_JOB, [JSON.stringify({ audit }), workspaceId, id]);
}

/** `null`: it has ended, or somebody works on it. */
export function takeJob(db: SystemDatabase, id: string): Promise<StoredJob | null> {
  return one(db, TAKE_JOB, [id]);
}

/** What was done when somebody else stopped the job meanwhile is told all the same. */
async function unlessStopped(db: SystemDatabase, step: JobStep, saved: StoredJob | null): Promise<StoredJob | null> {
  if (saved === null) await db.sql.query(ADD_LATE, [JSON.stringify({ step })]);
  return saved;
}

/** Keeps how far a job has come, and that nobody else may take it up for so many seconds. `null`: somebody else has. */
export async function saveStep(db: SystemDatabase, step: JobStep, seconds: number): Promise<StoredJob | null> {
  return unlessStopped(db, step, await one(db, SAVE_STEP, [JSON.stringify({ step: { ...step, seconds } })]));
}

export async function endJob(
  db: SystemDatabase,
  step: JobStep,
  { end, audit }: { end: JobEnd; audit: AuditEntry },
): Promise<StoredJob | null> {
  return unlessStopped(db, step, await one(db, END_JOB, [JSON.stringify({ step: { ...step, ...end }, audit })]));
}
