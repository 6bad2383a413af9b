import { describe, expect, it, vi } from 'vitest';
import type { Night, StepDone } from '../../src/retention/night.ts';
import { inChunks } from '../../src/retention/night.ts';
import { runSteps, type Step } from '../../src/retention/run-steps.ts';
import { testDatabase } from '../support/test-database.ts';

const db = testDatabase();
const HOUR = 3_600_000;

/** The row of the night that had a step of this name. */
async function reportOf(step: string): Promise<Record<string, unknown> | undefined> {
  const rows = await db.sql.query(
    'SELECT status, ended_at IS NOT NULL AS over, report FROM retention_runs ORDER BY started_at DESC',
  );
  return rows.find(({ report }) => JSON.stringify(report).includes(step));
}

function night(): Omit<Night, 'runId'> {
  return { db, now: Date.now, deadline: Date.now() + HOUR };
}

function doing(done: StepDone): () => Promise<StepDone> {
  return () => Promise.resolve(done);
}

describe('runSteps', () => {
  it('does what comes after a step that failed, says so, and throws at the end', async () => {
    const name = crypto.randomUUID();
    const steps: readonly Step[] = [
      ['before', doing({ rows: 1, finished: true })],
      [name, () => Promise.reject(new Error('The table is locked.'))],
      ['after', doing({ rows: 2, finished: true, details: ['2011-03'] })],
    ];
    await expect(runSteps(night(), steps)).rejects.toThrow('Parts of the nightly work failed.');
    expect(await reportOf(name)).toMatchObject({
      status: 'failed',
      over: true,
      report: [
        { step: 'before', rows: 1, finished: true, milliseconds: expect.any(Number) },
        { step: name, rows: 0, finished: false, error: 'The table is locked.' },
        { step: 'after', rows: 2, details: ['2011-03'] },
      ],
    });
  });

  it('says that the time was over', async () => {
    const name = crypto.randomUUID();
    const take = vi.fn(() => Promise.resolve(10));
    const over = { ...night(), deadline: Date.now() - 1 };
    await runSteps(over, [[name, (one) => inChunks(one, 10, take)]]);
    expect(take).not.toHaveBeenCalled();
    expect(await reportOf(name)).toMatchObject({ status: 'unfinished', report: [{ rows: 0, finished: false }] });
  });

  it('says how far a night came that was cut off', async () => {
    const name = crypto.randomUUID();
    const { promise: seen, resolve } = Promise.withResolvers<void>();
    const { promise: held, resolve: open } = Promise.withResolvers<void>();
    const hang = async (): Promise<StepDone> => {
      resolve();
      await held;
      return { rows: 0, finished: true };
    };
    const steps: readonly Step[] = [
      [name, doing({ rows: 3, finished: true })],
      ['hangs', hang],
    ];
    const running = runSteps(night(), steps);
    await seen;
    expect(await reportOf(name)).toMatchObject({ status: 'running', over: false, report: [{ step: name, rows: 3 }] });
    open();
    await running;
  });
});

describe('inChunks', () => {
  it('goes on until it takes less than it may', async () => {
    const takes = [10, 10, 3];
    const done = await inChunks({ ...night(), runId: '' }, 10, () => Promise.resolve(takes.shift() ?? 0));
    expect(done).toEqual({ rows: 23, finished: true });
  });
});
