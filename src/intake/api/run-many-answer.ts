import type { InsertResult } from '../../executions/lifecycle/insert-texts.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import type { AppError } from '../../shared/errors.ts';
import type { EarlierStart } from '../start/find-duplicate.ts';
import type { PlannedOrder } from './plan-runs.ts';
import type { RunManyResult, RunResult } from './run-many.schemas.ts';
import { idempotencyKeyUsed, workflowGone } from './run-workflow.errors.ts';

/** What became of executions by their ids, and the executions that have the keys of duplicates. */
export type Inserted = {
  readonly results: ReadonlyMap<string, InsertResult>;
  readonly earlier: ReadonlyMap<string, EarlierStart>;
};

function refusal({ code, message, details }: AppError, place: number): RunResult {
  const errors = (details.faults ?? []).map((fault) => ({ ...fault, path: ['runs', place, ...(fault.path ?? [])] }));
  return { execution_id: null, status: null, duplicate: false, start_at: null, error: { code, message, errors } };
}

function accepted({ id, startAt }: NewExecution): RunResult {
  const start_at = startAt === null ? null : new Date(startAt).toISOString();
  const status = startAt === null ? 'queued' : 'waiting';
  return { execution_id: id, status, duplicate: false, start_at, error: null };
}

function resultOf(planned: PlannedOrder, { results, earlier }: Inserted, place: number): RunResult {
  if (planned.type === 'refused') return refusal(planned.error, place);
  const { execution } = planned;
  const inserted = results.get(execution.id) ?? 'stale';
  if (inserted === 'inserted') return accepted(execution);
  if (inserted === 'stale') return refusal(workflowGone(), place);
  const first = earlier.get(execution.dedupeKey ?? '');
  if (first === undefined) return refusal(idempotencyKeyUsed(), place);
  return { execution_id: first.id, status: first.status, duplicate: true, start_at: null, error: null };
}

/** The answer to a call for many runs: what became of each, in their order, and how many of each kind there are. */
export function runResults(planned: readonly PlannedOrder[], inserted: Inserted): RunManyResult {
  const results = planned.map((one, place) => resultOf(one, inserted, place));
  const refused = results.filter(({ error }) => error !== null).length;
  const duplicates = results.filter(({ duplicate }) => duplicate).length;
  return { accepted: results.length - refused - duplicates, duplicates, refused, results };
}
