import { newId } from '../shared/ids.ts';
import type { Night, StepDone, StepReport } from './night.ts';
import { beginReport, endReport, noteSteps } from './report-night.ts';

/** One step of the nightly work, by its name in the report. */
export type Step = readonly [name: string, work: (night: Night) => Promise<StepDone>];

/** A step that fails keeps none of the others from being done. */
async function report(
  night: Night,
  [step, work]: Step,
): Promise<{ readonly report: StepReport; readonly error?: unknown }> {
  const began = night.now();
  const timed = (): { step: string; milliseconds: number } => ({ step, milliseconds: night.now() - began });
  try {
    const done = await work(night);
    return { report: { ...timed(), ...done } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { report: { ...timed(), rows: 0, finished: false, error: message }, error };
  }
}

/**
 * Does the steps of a night one after the other, and says in `retention_runs` what each did. Throws an `AggregateError` when some
 * failed, after the others are done.
 */
export async function runSteps(given: Omit<Night, 'runId'>, steps: readonly Step[]): Promise<void> {
  const night = { ...given, runId: newId(given.now()) };
  await beginReport(night.db, { id: night.runId, startedAt: night.now() });
  const reports: StepReport[] = [];
  const errors: unknown[] = [];
  for (const step of steps) {
    const done = await report(night, step);
    reports.push(done.report);
    if (done.error !== undefined) errors.push(done.error);
    await noteSteps(night, reports);
  }
  await endReport(night, reports);
  if (errors.length > 0) throw new AggregateError(errors, 'Parts of the nightly work failed.');
}
