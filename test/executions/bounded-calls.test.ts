import { beforeAll, describe, expect, it } from 'vitest';
import { callEnds, prepareCalls, startCalls } from '../../src/executions/calls/execution-calls.ts';
import { flushExecutions } from '../../src/executions/lifecycle/flush-executions.ts';
import { MAX_CALL_DATA, MAX_CALLS_IN_TREE } from '../../src/executions/model/call-limits.ts';
import { createdAtOf } from '../../src/executions/model/created-at.ts';
import type { NewExecution } from '../../src/executions/model/execution-record.ts';
import { newExecution } from '../../src/executions/model/new-execution.ts';
import { newId } from '../../src/shared/ids.ts';
import { executionEnding } from '../support/executions/execution-records.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const db = testDatabase();
let user: User;
let workflowId: string;

beforeAll(async () => {
  user = await createUser();
  workflowId = await createIdleWorkflow(user);
});

async function running(changes: Partial<NewExecution> = {}): Promise<string> {
  const id = await queueExecution(user, workflowId, changes);
  await changeRow(id, "status = 'running', epoch = 1, depth = 1, lease_expires_at = now() + interval '1 minute'");
  return id;
}

const keyOf = (executionId: string) => ({ executionId, nodeId: 'call', runIndex: 0, attempt: 1, epoch: 1 });

function called(count: number): NewExecution[] {
  return Array.from({ length: count }, () => {
    const createdAt = Date.now();
    return newExecution({
      id: newId(createdAt),
      createdAt,
      workflowId,
      workspaceId: user.workspaceId,
      workflowVersion: 1,
      triggerType: 'workflow',
      triggerNodeId: 'start',
      triggerData: {},
      inputData: {},
      hasEffects: false,
      nodesTotal: 0,
      depth: 1,
    });
  });
}

/** As others of the same tree do at the same moment, after this attempt has counted. */
async function startMeanwhile(root: string, count: number): Promise<void> {
  await db.sql.query(
    `INSERT INTO execution_calls (called_execution_id, called_created_at, root_execution_id, execution_id,
      execution_created_at, node_id, run_index, attempt, place, workspace_id, awaited)
    SELECT gen_random_uuid(), created_at, id, gen_random_uuid(), created_at, 'other', 0, 1, n, workspace_id, false
    FROM executions, generate_series(1, $2::int) n WHERE id = $1::uuid`,
    [root, count],
  );
}

/** Ends a called execution with a result of this length. */
async function end(id: string, length: number): Promise<void> {
  await changeRow(id, "status = 'running', epoch = 1");
  const createdAt = createdAtOf(id).getTime();
  const finished = { id, createdAt, epoch: 1, promoted: false, ending: executionEnding(), nodes: [] };
  await flushExecutions(db, [{ ...finished, callResult: { items: [{ json: {} }], length } }]);
}

describe('executions that call one another', () => {
  it('are never more than the limit, even if several start some at the same time', async () => {
    const root = await running();
    await startMeanwhile(root, MAX_CALLS_IN_TREE - 1);
    const tooMany = { executions: called(2), awaited: true };
    expect(await startCalls(db, keyOf(root), tooMany)).toBe(false);
    expect(await startCalls(db, keyOf(root), { executions: called(1), awaited: true })).toBe(true);
  });

  it('are counted together with those that their error workflows call', async () => {
    const root = await running();
    const executions = called(1);
    await startCalls(db, keyOf(root), { executions, awaited: true });
    const triggerData = { execution_id: executions[0]?.id ?? '' };
    const reporter = await running({ triggerType: 'error', triggerData });
    await startMeanwhile(root, MAX_CALLS_IN_TREE - 1);
    expect(await startCalls(db, keyOf(reporter), { executions: called(1), awaited: true })).toBe(false);
    const { inTree } = await prepareCalls(db, keyOf(reporter), { workspaceId: user.workspaceId, workflowIds: [] });
    expect(inTree).toBe(MAX_CALLS_IN_TREE);
  });

  it('keep no result if those of one caller are too long together', async () => {
    const caller = await running();
    const executions = called(2);
    await startCalls(db, keyOf(caller), { executions, awaited: true });
    const [one, two] = executions.map(({ id }) => id);
    await end(one ?? '', MAX_CALL_DATA - 10);
    await end(two ?? '', 11);
    const rows = await db.sql.query(
      'SELECT result IS NULL AS gone FROM execution_calls WHERE execution_id = $1::uuid ORDER BY place',
      [caller],
    );
    expect(rows).toEqual([{ gone: false }, { gone: true }]);
    const ends = await callEnds(db, keyOf(caller), MAX_CALL_DATA);
    expect(ends.map(({ status, result_length, result }) => [status, result_length, result])).toEqual([
      ['completed', MAX_CALL_DATA - 10, null],
      ['completed', 11, null],
    ]);
  });
});
