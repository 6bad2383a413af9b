import type { SystemDatabase } from '../db/client.ts';
import type { Clock } from '../shared/clock.ts';
import { destroyWorkspaces } from './destroy-workspaces.ts';
import { forgetOld } from './forget/forget-old.ts';
import { forgetOrphans } from './forget/forget-orphans.ts';
import { forgetByWorkflow } from './forget/forget-workflows.ts';
import { inChunks, type Night, type StepDone } from './night.ts';
import { RETENTION, type RetentionRule } from './retention-rules.ts';
import { runSteps, type Step } from './run-steps.ts';
import { compactMonths } from './space/compact-months.ts';
import { dropMonths } from './space/drop-months.ts';

/** Months of partitions that stand ready beyond the present one. */
const MONTHS_AHEAD = 3;

/** Rows that one statement takes, so that no lock lasts. */
const CHUNK = 5000;

/** How long a night goes on beginning statements, in milliseconds: a Cron Trigger may take a quarter of an hour. */
const NIGHT_MS = 12 * 60_000;

async function makeMonths({ db }: Night): Promise<StepDone> {
  const [row] = await db.sql.query('SELECT ensure_partitions($1::int) AS made', [MONTHS_AHEAD]);
  return { rows: Number(row?.made ?? 0), finished: true };
}

function stepOfRule([name, { keptFor, of, statement }]: readonly [string, RetentionRule]): Step {
  return [
    name,
    async (night) => {
      const { sql } = night.db;
      const old = of === undefined ? keptFor : JSON.stringify(await sql.query(of, [keptFor]));
      return inChunks(night, CHUNK, async () => (await sql.query(statement, [old, CHUNK])).length);
    },
  ];
}

/** Executions come before what belongs to them. What this night empties, the next one compacts: its dead rows have to be gone first. */
const STEPS: readonly Step[] = [
  ['months_made', makeMonths],
  ['months_dropped', dropMonths],
  ['months_compacted', compactMonths],
  ['executions', forgetOld],
  ['executions_of_workflows_with_less', forgetByWorkflow],
  ...Object.entries(RETENTION).map(stepOfRule),
  ['workspaces', destroyWorkspaces],
  ['node_runs_of_nothing', forgetOrphans],
];

/**
 * The nightly work: makes the partitions of the coming months, forgets what is past its retention, drops months of which nothing
 * is left, destroys workspaces, and says in `retention_runs` what it did. Throws when part of it failed, at the end.
 */
export async function runNightly(db: SystemDatabase, now: Clock): Promise<void> {
  await runSteps({ db, now, deadline: now() + NIGHT_MS }, STEPS);
}
