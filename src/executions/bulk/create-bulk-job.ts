import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { countFound } from '../search/count-found.ts';
import { filterJson } from '../search/filter-json.ts';
import { nothingToDo, tooManyBulkJobs } from './bulk.errors.ts';
import type { BulkJob, CreateBulkJob } from './bulk.schemas.ts';
import type { BulkDeps } from './bulk-deps.ts';
import { bulkFilter } from './bulk-filter.ts';
import { insertJob, shownJob } from './bulk-rows.ts';

/**
 * Begins to retry, cancel or delete all executions that a filter finds at this moment. Throws `bulk_jobs.nothing_to_do`,
 * `bulk_jobs.too_many`.
 */
export async function createBulkJob(deps: BulkDeps, actor: Actor, input: CreateBulkJob): Promise<BulkJob> {
  const now = deps.now();
  const { kind, filter: given, ...options } = input;
  const { workspaceId } = actor;
  const filter = bulkFilter(kind, given, now);
  if (filter === null) throw nothingToDo(kind);
  const { count, estimate } = await countFound(deps.db, { workspaceId, filter, after: null });
  const id = deps.ids(now);
  const audit = auditEntry(actor, {
    id: deps.ids(now),
    now,
    action: 'bulk_jobs.created',
    target_type: 'bulk_job',
    target_id: id,
    details: { kind, filter: filterJson(filter), version: options.version ?? null, from: options.from ?? null },
  });
  const job = {
    id,
    workspace_id: workspaceId,
    kind,
    filter,
    options,
    total: count,
    total_is_estimate: estimate,
    created_by: actor.userId,
    api_key_id: actor.apiKeyId,
    now: new Date(now).toISOString(),
  };
  const stored = await insertJob(deps.db, job, audit);
  if (stored === null) throw tooManyBulkJobs();
  await deps.sendBulkJobs([id]);
  return shownJob(stored);
}
