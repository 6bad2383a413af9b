import { z } from 'zod';
import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Page } from '../../shared/pagination.ts';
import { bulkJobEnded, bulkJobNotFound } from './bulk.errors.ts';
import type { BulkJob, ListBulkJobs } from './bulk.schemas.ts';
import type { BulkDeps } from './bulk-deps.ts';
import { findJob, jobsAfter, shownJob, stopJob } from './bulk-rows.ts';

const positionSchema = z.tuple([z.string(), z.string()]);

/** The bulk jobs of the workspace, newest first. Throws `cursor.*`. */
export function listBulkJobs(
  deps: BulkDeps,
  { workspaceId }: Actor,
  { limit, cursor }: ListBulkJobs,
): Promise<Page<BulkJob>> {
  return readPage(
    deps.cursors,
    { filter: { list: 'bulk_jobs', workspace_id: workspaceId }, limit, cursor, now: deps.now() },
    {
      after: async (position, count) => {
        const [createdAt, id] = position === null ? [] : positionSchema.parse(position);
        const after = createdAt === undefined || id === undefined ? null : { createdAt, id };
        return (await jobsAfter(deps.db, { workspaceId, after, limit: count })).map(shownJob);
      },
      positionOf: ({ created_at, id }) => [created_at, id],
    },
  );
}

/** A bulk job with its progress. Throws `bulk_jobs.not_found`. */
export async function getBulkJob(deps: BulkDeps, { workspaceId }: Actor, id: string): Promise<BulkJob> {
  const job = await findJob(deps.db, workspaceId, id);
  if (job === null) throw bulkJobNotFound();
  return shownJob(job);
}

/** Stops a bulk job; what it has done stays done. Throws `bulk_jobs.not_found`, `bulk_jobs.already_ended`. */
export async function stopBulkJob(deps: BulkDeps, actor: Actor, id: string): Promise<BulkJob> {
  const now = deps.now();
  const { workspaceId } = actor;
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'bulk_jobs.stopped',
    target_type: 'bulk_job',
    target_id: id,
  });
  const stopped = await stopJob(deps.db, { workspaceId, id, audit });
  if (stopped === null) throw bulkJobEnded((await getBulkJob(deps, actor, id)).status);
  if (stopped.status === 'running') await deps.sendBulkJobs([id]);
  return shownJob(stopped);
}
