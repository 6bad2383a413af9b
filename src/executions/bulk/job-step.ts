import type { FoundPage } from '../search/find-page.ts';
import type { BulkErrors } from './bulk.schemas.ts';
import type { JobStep, StoredJob } from './bulk-rows.ts';
import type { Treated } from './treat-executions.ts';

/** Codes that a job counts one by one. */
const MAX_CODES = 20;

function withError(errors: BulkErrors, code: string): BulkErrors {
  const name = code in errors || Object.keys(errors).length < MAX_CODES ? code : 'other';
  return { ...errors, [name]: (errors[name] ?? 0) + 1 };
}

function count(treated: readonly Treated[], type: Treated['type']): number {
  return treated.filter((one) => one.type === type).length;
}

/** A job that has not gone on: what {@link StoredJob} says of it. */
export function standingStep(job: StoredJob): JobStep {
  const { id, revision, pass, skipped, failed, pending, errors, position_created_at, position_id } = job;
  return { id, revision, pass, done: 0, skipped, failed, pending, errors, position_created_at, position_id };
}

/** How far a job has come when it has treated a page. */
export function stepAfter(job: StoredJob, { next }: FoundPage, treated: readonly Treated[]): JobStep {
  const codes = treated.flatMap((one) => (one.type === 'failed' ? [one.code] : []));
  return {
    ...standingStep(job),
    done: count(treated, 'done'),
    skipped: job.skipped + count(treated, 'skipped'),
    failed: job.failed + codes.length,
    pending: job.pending + count(treated, 'pending'),
    errors: codes.reduce(withError, job.errors),
    position_created_at: next?.createdAt ?? job.position_created_at,
    position_id: next?.id ?? job.position_id,
  };
}

/** The next pass begins at the start, and looks anew at what the last one left. */
export function nextPass(step: JobStep): JobStep {
  const anew = { skipped: 0, failed: 0, pending: 0, errors: {}, position_created_at: null, position_id: null };
  return { ...step, ...anew, pass: step.pass + 1 };
}
