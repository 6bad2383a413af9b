import { z } from 'zod';
import type { SystemDatabase } from '../../src/db/client.ts';
import { runNightly } from '../../src/retention/run-nightly.ts';
import type { TimeRow } from '../report/row.ts';
import { fillHistory } from './fill-history.ts';
import { openBridged } from './open-bridged.ts';

/** What the report of the night says of itself. */
const LATEST = `SELECT r.status, r.bytes_before::text AS before, r.bytes_after::text AS after,
  (SELECT sum(c.executions)::int FROM retention_counts c WHERE c.run_id = r.id) AS executions,
  (SELECT json_agg(json_build_object('step', s ->> 'step', 'ms', s -> 'milliseconds', 'details', s -> 'details'))
    FROM json_array_elements(r.report) AS s WHERE (s ->> 'milliseconds')::float8 >= 100) AS slow
FROM retention_runs r ORDER BY r.started_at DESC LIMIT 1`;

const latestSchema = z.object({
  status: z.string(),
  before: z.string(),
  after: z.string(),
  executions: z.number().nullable(),
  slow: z.array(z.object({ step: z.string(), ms: z.number() })).nullable(),
});

type Night = z.infer<typeof latestSchema> & { readonly milliseconds: number };

async function night(db: SystemDatabase): Promise<Night> {
  const began = performance.now();
  await runNightly(db, Date.now);
  const milliseconds = performance.now() - began;
  const latest = latestSchema.parse((await db.sql.query(LATEST))[0]);
  if (latest.status !== 'completed') throw new Error(`The night is ${latest.status}.`);
  return { ...latest, milliseconds };
}

function megabytes(bytes: string): number {
  return Number(bytes) / 1e6;
}

/** How long one night takes to forget what is past its retention, and what that and the next one give back. Throws if one was not over in time. */
export async function measureNight(executions: number): Promise<TimeRow[]> {
  const { db, adapter, close } = await openBridged();
  try {
    await fillHistory(adapter, executions);
    const first = await night(db);
    for (const table of ['executions', 'node_executions'])
      await adapter.execute({ query: `VACUUM ${table}`, params: [] });
    const second = await night(db);
    const size = first.executions ?? 0;
    return [
      { name: '(k) a night that forgets executions of three nodes', size, value: first.milliseconds, unit: 'ms' },
      ...(first.slow ?? []).map(({ step, ms }) => ({ name: `(k) of this: ${step}`, size, value: ms, unit: 'ms' })),
      { name: '(k) the night after, which compacts', size, value: second.milliseconds, unit: 'ms' },
      { name: '(k) executions and node runs before', size, value: megabytes(first.before), unit: 'MB' },
      { name: '(k) afterwards, tidied', size, value: megabytes(second.before), unit: 'MB' },
      { name: '(k) after the night after', size, value: megabytes(second.after), unit: 'MB' },
    ];
  } finally {
    await close();
  }
}
