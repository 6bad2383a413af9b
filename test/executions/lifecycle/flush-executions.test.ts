import { beforeAll, describe, expect, it } from 'vitest';
import type { FinishedExecution } from '../../../src/executions/lifecycle/end-text.ts';
import { flushExecutions } from '../../../src/executions/lifecycle/flush-executions.ts';
import { createdAtOf } from '../../../src/executions/model/created-at.ts';
import type { ExecutionEnding } from '../../../src/executions/model/execution-record.ts';
import { executionEnding, nodeRecord } from '../../support/executions/execution-records.ts';
import { getNodes } from '../../support/executions.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

async function running(epoch: number): Promise<string> {
  const id = await queueExecution(user, workflow);
  await changeRow(id, `status = 'running', epoch = ${epoch}, lease_expires_at = now() + interval '1 minute'`);
  return id;
}

function finished(id: string, epoch: number, status: ExecutionEnding['status'] = 'completed'): FinishedExecution {
  return {
    id,
    createdAt: createdAtOf(id).getTime(),
    epoch,
    promoted: true,
    ending: executionEnding({ status, outputData: [{ status }] }),
    nodes: [nodeRecord()],
  };
}

describe('the terminal flush', () => {
  it('ends many executions at once and writes their history', async () => {
    const ids = [await running(1), await running(2)];
    expect(await flushExecutions(db, [finished(ids[0] ?? '', 1), finished(ids[1] ?? '', 2, 'failed')])).toEqual(
      new Set(ids),
    );
    expect(await Promise.all(ids.map(async (id) => (await rowOf(id)).status))).toEqual(['completed', 'failed']);
    expect(await getNodes(user, ids[1] ?? '')).toHaveLength(1);
  });

  it('changes nothing when it is repeated because its answer was lost', async () => {
    const id = await running(1);
    await flushExecutions(db, [finished(id, 1)]);
    const before = await rowOf(id);
    expect(await flushExecutions(db, [finished(id, 1)])).toEqual(new Set());
    expect([await rowOf(id), (await getNodes(user, id)).length]).toEqual([before, 1]);
  });

  it('refuses a runner that was replaced, and writes none of its history', async () => {
    const [stale, own] = [await running(3), await running(1)];
    expect(await flushExecutions(db, [finished(stale, 2), finished(own, 1)])).toEqual(new Set([own]));
    expect([(await rowOf(stale)).status, await getNodes(user, stale)]).toEqual(['running', []]);
  });

  it.each([
    ['has an object to purge if it wrote to one', true, '', true],
    ['has none to purge if it did not', false, '', false],
    [
      'has one to purge if it was cancelled, for a cancellation writes to it',
      false,
      ', cancel_requested_at = now()',
      true,
    ],
  ])('takes the journal out of the row of an execution that %s', async (_, promoted, changes, kept) => {
    const id = await running(1);
    await changeRow(id, `promoted_at = now(), journal = '[]'${changes}`);
    await flushExecutions(db, [{ ...finished(id, 1), promoted }]);
    const { journal, promoted_at } = await rowOf(id);
    expect([journal, promoted_at !== null]).toEqual([null, kept]);
  });

  it.each(['completed', 'failed', 'cancelled', 'queued', 'waiting'])(
    'never ends an execution that is %s',
    async (status) => {
      const id = await running(1);
      await changeRow(id, `status = '${status}'`);
      expect(await flushExecutions(db, [finished(id, 1, 'failed')])).toEqual(new Set());
      expect((await rowOf(id)).status).toBe(status);
    },
  );
});
