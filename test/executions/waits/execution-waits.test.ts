import { beforeAll, describe, expect, it } from 'vitest';
import { claimExecutions } from '../../../src/executions/lifecycle/claim-executions.ts';
import { renewLeases, suspendExecution } from '../../../src/executions/lifecycle/hold-execution.ts';
import { createExecutionWaits } from '../../../src/executions/waits/execution-waits.ts';
import { newId } from '../../../src/shared/ids.ts';
import { createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();
const waits = createExecutionWaits(db);
let user: User;
let workflowId: string;

beforeAll(async () => {
  user = await createUser();
  workflowId = await createIdleWorkflow(user);
});

async function claimed(): Promise<{ id: string; resumeCount: number }> {
  const id = await queueExecution(user, workflowId);
  const [taken] = await claimExecutions(db, { ids: [id], leaseSeconds: 60 });
  return { id, resumeCount: taken?.resumeCount ?? -1 };
}

/** As whoever takes the call does it: what came, and the execution is woken. */
async function call(id: string, payload: unknown): Promise<void> {
  await db.sql.query(
    `WITH came AS (UPDATE execution_waits SET resumed_at = now(), payload = $2::json
      WHERE execution_id = $1::uuid AND resumed_at IS NULL RETURNING execution_id, execution_created_at)
    SELECT wake_execution(execution_id, execution_created_at) FROM came`,
    [id, JSON.stringify(payload)],
  );
}

const key = (executionId: string) => ({ executionId, nodeId: 'wait', runIndex: 0, attempt: 1 });
const wait = { kind: 'webhook', details: { status: 200 }, until: null } as const;

describe('a wait for a call or a decision', () => {
  it('closes without a payload if nothing came', async () => {
    const { id } = await claimed();
    await waits.open(key(id), user.workspaceId, wait);
    expect([await waits.resumed(id), await waits.close(key(id))]).toEqual([[], null]);
  });

  it('returns the payload that came, however often it is closed', async () => {
    const { id } = await claimed();
    await waits.open(key(id), user.workspaceId, wait);
    await call(id, { body: 'yes' });
    await waits.open(key(id), user.workspaceId, wait);
    expect(await waits.resumed(id)).toEqual([key(id)]);
    expect([await waits.close(key(id)), await waits.close(key(id))]).toEqual([{ body: 'yes' }, { body: 'yes' }]);
  });

  it('closes without a payload if it was never opened', async () => {
    expect(await waits.close(key(newId(Date.now())))).toBeNull();
  });
});

describe('opening a wait', () => {
  it('twice changes nothing, and tells until when it is open and whether it was resumed', async () => {
    const { id } = await claimed();
    const until = Date.now() + 60_000;
    const open = (later: number) => waits.open(key(id), user.workspaceId, { ...wait, until: until + later });
    expect([await open(0), await open(5000)]).toEqual([
      { came: false, until },
      { came: false, until },
    ]);
    await call(id, {});
    expect(await open(9000)).toEqual({ came: true, until });
  });
});

describe(renewLeases, () => {
  it('tells a busy runner that something came', async () => {
    const { id } = await claimed();
    await waits.open(key(id), user.workspaceId, wait);
    const renew = () => renewLeases(db, [{ id, epoch: 1 }], 60);
    expect(await renew()).toEqual([{ id, cancelRequested: false, resumeCount: 0, watchCount: 0 }]);
    await call(id, {});
    expect(await renew()).toEqual([{ id, cancelRequested: false, resumeCount: 1, watchCount: 0 }]);
  });
});

describe(suspendExecution, () => {
  it('lets the execution wait until a call sends it to the queue', async () => {
    const { id, resumeCount } = await claimed();
    await waits.open(key(id), user.workspaceId, wait);
    expect(await suspendExecution(db, { id, epoch: 1 }, { until: null, resumeCount })).toBe('waiting');
    await call(id, {});
    expect(await rowOf(id)).toMatchObject({ status: 'queued', resume_count: 1, wait_until: null });
  });

  it('sends the execution to the queue if it was resumed while its runner held it', async () => {
    const { id, resumeCount } = await claimed();
    await waits.open(key(id), user.workspaceId, wait);
    await call(id, {});
    expect(await suspendExecution(db, { id, epoch: 1 }, { until: null, resumeCount })).toBe('queued');
    const [again] = await claimExecutions(db, { ids: [id], leaseSeconds: 60 });
    expect(again?.resumeCount).toBe(1);
    expect(await suspendExecution(db, { id, epoch: 2 }, { until: null, resumeCount: 1 })).toBe('waiting');
  });
});
