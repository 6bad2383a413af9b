import { auditSystemEntry } from '../../audit/audited-change.ts';
import { onBehalfOf } from '../../db/tenant-context.ts';
import type { Actor } from '../../security/permissions.ts';
import { consoleLog } from '../../shared/log.ts';
import { findPage } from '../search/find-page.ts';
import type { BulkDeps } from './bulk-deps.ts';
import { endJob, type JobEnd, type JobStep, type StoredJob, saveStep, takeJob } from './bulk-rows.ts';
import { BULK_LEASE_SECONDS, DUE_JOBS } from './bulk-statements.ts';
import { creatorOf } from './creator-of.ts';
import { nextPass, standingStep, stepAfter } from './job-step.ts';
import { TREATMENTS } from './treat-executions.ts';

/** Executions that one step treats, and steps that are taken before another invocation goes on. */
const BATCH = 50;
const STEPS = 20;

/** By then the counters have counted what was there when the job began. */
const MAX_PASSES = 30;

/** Jobs that one tick takes up. */
const DUE_LIMIT = 50;

async function end(deps: BulkDeps, job: StoredJob, { step, how }: { step: JobStep; how: JobEnd }): Promise<null> {
  const now = deps.now();
  const { done, ...counts } = step;
  const audit = auditSystemEntry(job.workspace_id, {
    id: deps.ids(now),
    now,
    action: 'bulk_jobs.ended',
    target_type: 'bulk_job',
    target_id: job.id,
    details: { kind: job.kind, status: how.status, skipped: counts.skipped, failed: counts.failed },
  });
  await endJob(deps.databases.system, step, { end: how, audit });
  return null;
}

/** What comes after a page: the next one, another pass after a rest, or the end. `null`: not for this invocation. */
async function goOn(
  deps: BulkDeps,
  job: StoredJob,
  { step, isLast }: { step: JobStep; isLast: boolean },
): Promise<StoredJob | null> {
  if (!isLast) return saveStep(deps.databases.system, step, BULK_LEASE_SECONDS);
  if (step.pending === 0 || job.pass >= MAX_PASSES) {
    return end(deps, job, { step, how: { status: 'done', error_code: null } });
  }
  await saveStep(deps.databases.system, nextPass(step), BULK_LEASE_SECONDS);
  return null;
}

/** Finds some executions, as whoever asked for the job sees them, and treats them. */
async function treatPage(deps: BulkDeps, job: StoredJob, actor: Actor) {
  const { position_created_at: createdAt, position_id: id } = job;
  const after = createdAt === null || id === null ? null : { createdAt, id };
  const page = await findPage(deps.db, { workspaceId: job.workspace_id, filter: job.filter, after }, BATCH);
  const { executions } = page;
  const treated = executions.length === 0 ? [] : await TREATMENTS[job.kind](deps, { job, actor, executions });
  return { page, treated };
}

/** One step: asks whether it may still be done, finds some executions, treats them, and keeps how far that went. */
async function takeStep(deps: BulkDeps, job: StoredJob): Promise<StoredJob | null> {
  const step = standingStep(job);
  if (job.stop_requested_at !== null) return end(deps, job, { step, how: { status: 'stopped', error_code: null } });
  const actor = await creatorOf(deps.databases.auth, job);
  if (actor?.permissions.has('executions:write') !== true) {
    return end(deps, job, { step, how: { status: 'failed', error_code: 'permissions.denied' } });
  }
  const { page, treated } = await onBehalfOf(actor, () => treatPage(deps, job, actor));
  return goOn(deps, job, { step: stepAfter(job, page, treated), isLast: page.next === null });
}

async function work(deps: BulkDeps, id: string): Promise<void> {
  let job = await takeJob(deps.databases.system, id);
  for (let steps = 0; job !== null && steps < STEPS; steps += 1) job = await takeStep(deps, job);
  if (job === null) return;
  await saveStep(deps.databases.system, standingStep(job), 0);
  await deps.sendBulkJobs([id]);
}

/**
 * Works on bulk jobs for a while, one after the other. Never throws: a job that could not go on keeps its place, and the tick of
 * each minute has it taken up again when its lease is over.
 */
export async function workBulkJobs(deps: BulkDeps, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    try {
      await work(deps, id);
    } catch (error) {
      consoleLog({ level: 'error', message: 'A bulk job could not go on; the next tick tries again.', job: id, error });
    }
  }
}

/** Has all jobs taken up that nobody works on. */
export async function sendDueBulkJobs(deps: BulkDeps): Promise<void> {
  const rows = await deps.databases.system.sql.query(DUE_JOBS, [DUE_LIMIT]);
  if (rows.length > 0) await deps.sendBulkJobs(rows.map((row) => String(row.id)));
}
