import { beforeAll, describe, expect, it } from 'vitest';
import { comingStarts } from '../../../src/executions/lifecycle/coming-starts.ts';
import { failUndelivered } from '../../../src/executions/lifecycle/sweep-executions.ts';
import { executionId, getExecution, untilStatus } from '../../support/executions.ts';
import { deliver, tick } from '../../support/queue.ts';
import { changeRow } from '../../support/queued-execution.ts';
import { execute, retry, runToEnd, sayingGraph } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = (await createWorkflow(user, sayingGraph('late'))).id;
});

const HOUR = 3600;

async function startLater(delay_seconds: number, headers: Record<string, string> = {}): Promise<string> {
  return executionId(await execute(user, workflow, { input: { n: 1 }, delay_seconds }, headers));
}

/** As if the time until its start had passed. */
function bringForward(id: string, interval: string): Promise<void> {
  return changeRow(id, `start_at = now() - interval '${interval}', wait_until = now() - interval '${interval}'`);
}

async function isComing(id: string): Promise<boolean> {
  const coming = await comingStarts(testDatabase(), { withinSeconds: 90, limit: 10_000 });
  return coming.some((one) => one.id === id);
}

describe('an execution that is to start later', () => {
  it('exists at once, and says when it starts', async () => {
    const start_at = new Date(Date.now() + HOUR * 1000).toISOString();
    const reply = await execute(user, workflow, { start_at });
    expect([reply.status, reply.json]).toMatchObject([202, { status: 'waiting', duplicate: false, start_at }]);
    const execution = await getExecution(user, executionId(reply));
    expect(execution).toMatchObject({ status: 'waiting', start_at, wait_until: start_at, started_at: null });
  });

  it('is started by no message and no sweep before its moment, and by the sweep when that has come', async () => {
    const id = await startLater(HOUR);
    await tick();
    await deliver([{ execution_id: id }]);
    expect(await isComing(id)).toBe(false);
    expect((await getExecution(user, id)).status).toBe('waiting');
    await bringForward(id, '0 seconds');
    expect(await isComing(id)).toBe(true);
    await tick();
    const ended = await untilStatus(user, id, 'completed');
    expect(ended).toMatchObject({ output_data: [{ word: 'late', n: 1 }], wait_until: null });
    expect(ended.start_at).not.toBeNull();
  });

  it('starts by itself if that is soon, and not before its moment', async () => {
    const ended = await untilStatus(user, await startLater(1), 'completed');
    expect(Date.parse(ended.started_at ?? '')).toBeGreaterThanOrEqual(Date.parse(ended.start_at ?? ''));
  });

  it('starts once, however often its message comes', async () => {
    const id = await startLater(HOUR);
    await bringForward(id, '0 seconds');
    await Promise.all([tick(), tick(), deliver(Array.from({ length: 3 }, () => ({ execution_id: id })))]);
    await untilStatus(user, id, 'completed');
    const rows = await testDatabase().sql.query('SELECT epoch FROM executions WHERE id = $1::uuid', [id]);
    expect(rows).toEqual([{ epoch: 1 }]);
  });

  it('is started although everything that should have sent it was away for long', async () => {
    const id = await startLater(HOUR);
    await bringForward(id, '3 hours');
    await tick();
    await untilStatus(user, id, 'completed');
  });

  it('can be cancelled before, and then never starts', async () => {
    const id = await startLater(HOUR);
    expect((await user.api('POST', `/executions/${id}/cancel`)).json).toMatchObject({ status: 'cancelled' });
    await bringForward(id, '0 seconds');
    await tick();
    await deliver([{ execution_id: id }]);
    expect(await getExecution(user, id)).toMatchObject({ status: 'cancelled', started_at: null });
    const again = await retry(user, id);
    expect((await untilStatus(user, executionId(again), 'completed')).start_at).toBeNull();
  });

  it('is the same for the same Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'later' };
    const id = await startLater(HOUR, key);
    const again = await execute(user, workflow, { delay_seconds: 5 }, key);
    expect(again.json).toEqual({ execution_id: id, status: 'waiting', duplicate: true });
  });

  it('is not given up as undeliverable until an hour after its start', async () => {
    const id = await startLater(HOUR);
    const asked = { ids: [id], first: Date.now() - 10 * HOUR * 1000, last: Date.now() };
    await changeRow(id, `created_at = now() - interval '2 hours'`);
    expect(await failUndelivered(testDatabase(), asked)).toEqual([]);
    await bringForward(id, '2 hours');
    expect(await failUndelivered(testDatabase(), asked)).toEqual([id]);
  });
});

describe('a start', () => {
  it('that is past is now', async () => {
    for (const body of [{ start_at: '2020-01-01T00:00:00+02:00' }, { delay_seconds: 0 }]) {
      const reply = await execute(user, workflow, body);
      expect(reply.json).toMatchObject({ status: 'queued' });
      expect((await untilStatus(user, executionId(reply), 'completed')).start_at).toBeNull();
    }
    expect((await runToEnd(user, workflow, { n: 2 })).start_at).toBeNull();
  });

  it.each([
    [{ start_at: '9999-12-31T23:59:59Z' }, 422, 'start_at'],
    [{ delay_seconds: 366 * 24 * HOUR + 1 }, 400, 'delay_seconds'],
    [{ delay_seconds: -1 }, 400, 'delay_seconds'],
    [{ start_at: 'tomorrow' }, 400, 'start_at'],
    [{ start_at: '2030-01-01T00:00:00Z', delay_seconds: 1 }, 400, 'delay_seconds'],
    [{ delay_seconds: 5, wait: true }, 400, 'wait'],
  ])('%j is refused', async (body, status, field) => {
    const reply = await execute(user, workflow, body);
    expect([reply.status, reply.json.errors]).toMatchObject([status, [{ path: [field] }]]);
  });
});
