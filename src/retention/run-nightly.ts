import type { Database } from '../db/client.ts';
import type { Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { destroyWorkspaces } from './destroy-workspaces.ts';
import { forgetOld } from './forget/forget-old.ts';
import { forgetOrphans } from './forget/forget-orphans.ts';
import { forgetByWorkflow } from './forget/forget-workflows.ts';
import { inChunks, type Night, type StepDone, type StepReport } from './night.ts';
import { beginReport, endReport, noteSteps } from './report-night.ts';
import { RETENTION, type RetentionRule } from './retention-rules.ts';
import { compactMonths } from './space/compact-months.ts';
import { dropMonths } from './space/drop-months.ts';

/** Months of partitions that stand ready beyond the present one. */
const MONTHS_AHEAD = 3;

/** Rows that one statement takes, so that no lock lasts. */
const CHUNK = 5000;

/** How long a night goes on beginning statements, in milliseconds: a Cron Trigger may take a quarter of an hour. */
const NIGHT_MS = 12 * 60_000;

type Step = readonly [name: string, work: (night: Night) => Promise<StepDone>];

async function makeMonths({ db }: Night): Promise<StepDone> {
  const [row] = await db.sql.query('SELECT ensure_partitions($1::int) AS made', [MONTHS_AHEAD]);
  return { rows: Number(row?.made ?? 0), finished: true };
}

function stepOfRule([name, { keptFor, statement }]: readonly [string, RetentionRule]): Step {
  return [
    name,
    (night) => inChunks(night, CHUNK, async () => (await night.db.sql.query(statement, [keptFor, CHUNK])).length),
  ];
}

/** Executions come first: other rows go when theirs are gone. */
const STEPS: readonly Step[] = [
  ['months_made', makeMonths],
  ['months_dropped', dropMonths],
  ['executions', forgetOld],
  ['executions_of_workflows_with_less', forgetByWorkflow],
  ...Object.entries(RETENTION).map(stepOfRule),
  ['workspaces', destroyWorkspaces],
  ['node_runs_of_nothing', forgetOrphans],
  ['months_compacted', compactMonths],
];

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
 * The nightly work: makes the partitions of the coming months, forgets what is past its retention, drops months of which nothing
 * is left, destroys workspaces, and says in `retention_runs` what it did. Throws when part of it failed, at the end.
 */
export async function runNightly(db: Database, now: Clock): Promise<void> {
  const night = { db, now, runId: newId(now()), deadline: now() + NIGHT_MS };
  await beginReport(db, { id: night.runId, startedAt: now() });
  const steps: StepReport[] = [];
  const errors: unknown[] = [];
  for (const step of STEPS) {
    const done = await report(night, step);
    steps.push(done.report);
    if (done.error !== undefined) errors.push(done.error);
    await noteSteps(night, steps);
  }
  await endReport(night, steps);
  if (errors.length > 0) throw new AggregateError(errors, 'Parts of the nightly work failed.');
}
