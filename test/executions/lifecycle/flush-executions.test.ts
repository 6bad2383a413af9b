import { beforeAll, describe, expect, it } from 'vitest';
import { type FinishedExecution, flushExecutions } from '../../../src/executions/lifecycle/flush-executions.ts';
import type { ExecutionEnding, NodeRecord } from '../../../src/executions/model/execution-record.ts';
import { newId, timeOfId } from '../../../src/shared/ids.ts';
import { getNodes } from '../../support/executions.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const NOW = Date.now();
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

function run(id: string): NodeRecord {
  return {
    ...{ id: newId(timeOfId(id) ?? 0), nodeId: 'start', nodeType: 'trigger.manual', nodeName: 'start', runIndex: 0 },
    ...{ status: 'completed', position: 0, inputData: [], outputData: { main: [] }, errorCode: null, logs: null },
    ...{ errorMessage: null, startedAt: NOW, completedAt: NOW, durationMs: 0, retryCount: 0 },
    source: 'performed',
  };
}

function finished(id: string, epoch: number, status: ExecutionEnding['status'] = 'completed'): FinishedExecution {
  const ending = {
    ...{ status, startedAt: NOW, completedAt: NOW, outputData: [{ status }], errorCode: null, errorMessage: null },
    ...{ errorNodeId: null, nodesTotal: 1, nodesCompleted: 1, response: null, metadata: null },
  };
  return { id, createdAt: timeOfId(id) ?? 0, epoch, promoted: true, ending, nodes: [run(id)] };
}

describe('the terminal flush', () => {
  it('ends executions and writes their history, many at a time', async () => {
    const ids = [await running(1), await running(2)];
    expect(await flushExecutions(db, [finished(ids[0] ?? '', 1), finished(ids[1] ?? '', 2, 'failed')])).toEqual(
      new Set(ids),
    );
    expect(await Promise.all(ids.map(async (id) => (await rowOf(id)).status))).toEqual(['completed', 'failed']);
    expect(await getNodes(user, ids[1] ?? '')).toHaveLength(1);
  });

  it('changes nothing when it is repeated, its answer having been lost', async () => {
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
    ['has an object to be emptied if it reached it', true, '', true],
    ['has none if it did not', false, '', false],
    ['may have one if it was cancelled, made by whoever did', false, ', cancel_requested_at = now()', true],
  ])('leaves no facts in the row, which %s', async (_, promoted, changes, kept) => {
    const id = await running(1);
    await changeRow(id, `promoted_at = now(), journal = '[]'${changes}`);
    await flushExecutions(db, [{ ...finished(id, 1), promoted }]);
    const { journal, promoted_at } = await rowOf(id);
    expect([journal, promoted_at !== null]).toEqual([null, kept]);
  });

  it.each(['completed', 'failed', 'cancelled', 'queued', 'waiting'])('never ends what is %s', async (status) => {
    const id = await running(1);
    await changeRow(id, `status = '${status}'`);
    expect(await flushExecutions(db, [finished(id, 1, 'failed')])).toEqual(new Set());
    expect((await rowOf(id)).status).toBe(status);
  });
});
