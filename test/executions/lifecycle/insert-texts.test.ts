import { beforeAll, describe, expect, it } from 'vitest';
import { entryText, type NewEntry } from '../../../src/executions/lifecycle/entry-text.ts';
import { workflowGuard } from '../../../src/executions/lifecycle/insert-execution.ts';
import { insertAgain, insertTexts } from '../../../src/executions/lifecycle/insert-texts.ts';
import type { ExecutionEnding, NewExecution } from '../../../src/executions/model/execution-record.ts';
import { newExecution } from '../../../src/executions/model/new-execution.ts';
import { newId } from '../../../src/shared/ids.ts';
import { createIdleWorkflow, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();

let user: User;
let workflowId: string;

beforeAll(async () => {
  user = await createUser();
  workflowId = await createIdleWorkflow(user);
});

function queued(changes: Partial<NewExecution> = {}): NewEntry {
  const createdAt = changes.createdAt ?? Date.now();
  const execution = newExecution({
    id: newId(createdAt),
    createdAt,
    workflowId,
    workspaceId: user.workspaceId,
    workflowVersion: 1,
    triggerType: 'manual',
    triggerNodeId: 'start',
    triggerData: {},
    inputData: { a: 1 },
    hasEffects: true,
    nodesTotal: 0,
    ...changes,
  });
  return { execution, entry: { type: 'queued' }, guard: workflowGuard(execution) };
}

const ENDING: ExecutionEnding = {
  status: 'completed',
  startedAt: Date.now(),
  completedAt: Date.now(),
  outputData: [1],
  errorCode: null,
  errorMessage: null,
  errorNodeId: null,
  nodesTotal: 1,
  nodesCompleted: 1,
  response: null,
  metadata: null,
};

function ended(): NewEntry {
  const node = {
    id: newId(Date.now()),
    nodeId: 'start',
    nodeType: 'trigger.manual',
    nodeName: 'Start',
    status: 'completed',
    runIndex: 0,
    position: 0,
    inputData: null,
    outputData: null,
    logs: null,
    errorCode: null,
    errorMessage: null,
    startedAt: null,
    completedAt: null,
    durationMs: null,
    source: 'performed',
    retryCount: 0,
  } as const;
  return { ...queued(), entry: { type: 'ended', ending: ENDING, nodes: [node] } };
}

/** An execution of a workflow that is not there. */
function stale(): NewEntry {
  const guard = { type: 'workflow', workflowId: newId(Date.now()), workspaceId: user.workspaceId } as const;
  return { ...queued(), guard };
}

function insert(...entries: readonly NewEntry[]) {
  return insertTexts(db, entries.map(entryText));
}

async function columnsOf(entry: NewEntry, ...columns: readonly string[]): Promise<readonly unknown[]> {
  const row = await rowOf(entry.execution.id);
  return columns.map((column) => (row[column] instanceof Date ? 'a moment' : row[column]));
}

describe('accepting executions together', () => {
  it('gives each the state that it enters in', async () => {
    const running: NewEntry = { ...queued(), entry: { type: 'running', leaseSeconds: 60 } };
    const all = [queued(), running, ended()];
    expect(await insert(...all)).toEqual(['inserted', 'inserted', 'inserted']);
    const [first, second, third] = await Promise.all(all.map(({ execution }) => rowOf(execution.id)));
    expect([first?.status, first?.epoch, first?.enqueued_at !== null, first?.lease_expires_at]).toEqual([
      'queued',
      0,
      true,
      null,
    ]);
    expect([second?.status, second?.epoch, second?.enqueued_at, second?.lease_expires_at !== null]).toEqual([
      'running',
      1,
      null,
      true,
    ]);
    expect([first?.promoted_at, second?.promoted_at !== null, third?.promoted_at]).toEqual([null, true, null]);
    expect([third?.status, third?.epoch, third?.output_data]).toEqual(['completed', 1, [1]]);
  });

  it('writes the first journal entries of those that have some, exactly', async () => {
    const journal = '[{"a":1},{"b":"\\u0000 \\ud800"}]';
    const running: NewEntry = { ...queued(), entry: { type: 'running', leaseSeconds: 60, journal } };
    const all = [queued(), running, ended()];
    expect(await insert(...all)).toEqual(['inserted', 'inserted', 'inserted']);
    const rows = await Promise.all(all.map(({ execution }) => rowOf(execution.id)));
    expect(rows.map((row) => row.journal)).toEqual([null, journal, null]);
  });

  it('writes the history of those alone that are accepted', async () => {
    const refused = { ...ended(), guard: stale().guard };
    const accepted = ended();
    expect(await insert(refused, accepted, queued())).toEqual(['stale', 'inserted', 'inserted']);
    const counts = await db.sql.query(
      'SELECT execution_id, count(*)::int AS runs FROM node_executions WHERE execution_id = ANY($1) GROUP BY 1',
      [[refused.execution.id, accepted.execution.id]],
    );
    expect(counts).toEqual([{ execution_id: accepted.execution.id, runs: 1 }]);
  });

  it('refuses one whose guard no longer holds, and no other', async () => {
    const entries = [queued(), stale(), queued()];
    expect(await insert(...entries)).toEqual(['inserted', 'stale', 'inserted']);
    expect(await columnsOf(entries[1] ?? stale(), 'id')).toEqual([undefined]);
  });

  it('checks the guards of webhooks and of workflows side by side', async () => {
    const guard = { type: 'webhook', endpointId: 'none', revision: 1, version: 1 } as const;
    expect(await insert(queued(), { ...queued(), guard }, queued())).toEqual(['inserted', 'stale', 'inserted']);
  });
});

describe('accepting executions with dedupe keys together', () => {
  it('accepts the older one of two with the same key', async () => {
    const dedupeKey = newId(Date.now());
    const older = queued({ dedupeKey, createdAt: Date.now() - 1000 });
    expect(await insert(queued(), queued({ dedupeKey }), older)).toEqual(['inserted', 'duplicate', 'inserted']);
    expect(await insert(queued({ dedupeKey }), queued())).toEqual(['duplicate', 'inserted']);
  });

  it('accepts each key of many once when groups come at the same time', async () => {
    const keys = Array.from({ length: 10 }, () => newId(Date.now()));
    const groups = [keys, keys.toReversed(), keys].map((all) => all.map((dedupeKey) => queued({ dedupeKey })));
    const results = (await Promise.all(groups.map((group) => insert(...group)))).flat();
    expect(results.filter((result) => result === 'inserted')).toHaveLength(keys.length);
  });

  it('lets a key be used again if the one that had it was refused', async () => {
    const dedupeKey = newId(Date.now());
    const { execution } = queued({ dedupeKey });
    const refused = { ...stale(), execution };
    expect(await insert(refused, queued({ dedupeKey }))).toEqual(['stale', 'inserted']);
  });
});

describe('accepting an execution again, whose answer did not come', () => {
  it('tells that it is accepted, with a dedupe key and without', async () => {
    for (const entry of [queued(), queued({ dedupeKey: newId(Date.now()) }), ended()]) {
      await insert(entry);
      expect(await insertAgain(db, entryText(entry))).toBe('inserted');
    }
  });

  it('accepts what was not accepted, once', async () => {
    const entry = entryText(queued({ dedupeKey: newId(Date.now()) }));
    expect(await Promise.all([insertAgain(db, entry), insertAgain(db, entry)])).toEqual(['inserted', 'inserted']);
    const rows = await db.sql.query('SELECT id FROM executions WHERE id = $1', [entry.id]);
    expect(rows).toHaveLength(1);
  });

  it('refuses what may not be accepted', async () => {
    const dedupeKey = newId(Date.now());
    await insert(queued({ dedupeKey }));
    expect(await insertAgain(db, entryText(queued({ dedupeKey })))).toBe('duplicate');
    expect(await insertAgain(db, entryText(stale()))).toBe('stale');
  });

  it('throws what Postgres says of data that it cannot take', async () => {
    const entry = entryText(queued({ triggerNodeId: 'x'.repeat(200) }));
    await expect(insertAgain(db, entry)).rejects.toMatchObject({ code: '22001' });
  });
});
