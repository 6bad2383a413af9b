import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { createdAtOf } from '../../src/executions/model/created-at.ts';
import { newId } from '../../src/shared/ids.ts';
import { tick } from '../support/queue.ts';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { createUser, createWorkflow, node, publish, saveWorkflow, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const { sql } = testDatabase();

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function idle(retention: JsonObject) {
  return { nodes: [node('start', 'trigger.manual')], connections: [], settings: { retention } };
}

async function workflowWith(retention: JsonObject, owner = user): Promise<string> {
  return (await createWorkflow(owner, idle(retention))).id;
}

type Ended = { readonly status: string; readonly ago: number; readonly owner?: User };

async function ended(workflow: string, { status, ago, owner = user }: Ended): Promise<string> {
  const id = await queueExecution(owner, workflow, { createdAt: Date.now() - ago });
  await changeRow(id, `status = '${status}', completed_at = created_at`);
  return id;
}

async function left(ids: readonly string[]): Promise<readonly string[]> {
  const rows = await sql.query('SELECT id FROM executions WHERE id = ANY($1::uuid[])', [`{${ids.join(',')}}`]);
  const found = new Set(rows.map(({ id }) => String(id)));
  return ids.filter((id) => found.has(id));
}

function night(): Promise<void> {
  return tick('17 3 * * *');
}

/** Settings, how an execution ended and how many days ago, and whether it is kept. */
const KEPT = [
  [{ completed_days: 2 }, 'completed', 3, false],
  [{ completed_days: 2 }, 'completed', 1, true],
  [{ completed_days: 2 }, 'failed', 3, true],
  [{ failed_days: 2 }, 'failed', 3, false],
  [{ failed_days: 2 }, 'completed', 3, true],
  [{ completed_days: 300 }, 'completed', 299, true],
  [{ completed_days: 300 }, 'completed', 301, false],
  [{ completed_days: 0 }, 'completed', 1, false],
  [{ completed_days: 0 }, 'cancelled', 1, false],
  [{ completed_days: 0 }, 'failed', 1, true],
] as const;

describe('the retention of a workflow', () => {
  it('says which of its executions a night keeps', async () => {
    const ids: string[] = [];
    for (const [retention, status, days] of KEPT) {
      ids.push(await ended(await workflowWith(retention), { status, ago: days * DAY }));
    }
    await night();
    const kept = await left(ids);
    const found = KEPT.map(([retention, status, days], at) => [retention, status, days, kept.includes(ids[at] ?? '')]);
    expect(found).toEqual(KEPT);
  });

  it('goes before that of the workspace', async () => {
    const owner = await createUser();
    await owner.api('PATCH', '', { settings: { retention: { completed_days: 1, failed_days: 5 } } });
    const [own, usual] = [await workflowWith({ completed_days: 10 }, owner), await workflowWith({}, owner)];
    const kept = await ended(own, { status: 'completed', ago: 3 * DAY, owner });
    const [gone, failed] = [
      await ended(usual, { status: 'completed', ago: 3 * DAY, owner }),
      await ended(own, { status: 'failed', ago: 6 * DAY, owner }),
    ];
    await night();
    expect(await left([kept, gone, failed])).toEqual([kept]);
  });

  it('is that of the published version, whatever is drawn since', async () => {
    const drawn = await publish(user, idle({ completed_days: 10 }));
    await saveWorkflow(user, drawn, idle({ completed_days: 1 }));
    const id = await ended(drawn.id, { status: 'completed', ago: 3 * DAY });
    await night();
    expect(await left([id])).toEqual([id]);
  });

  it.each(['workflow', 'workspace'] as const)('keeps the latest, where only so many are kept: by %s', async (by) => {
    const owner = await createUser();
    if (by === 'workspace') await owner.api('PATCH', '', { settings: { retention: { keep_last: 2 } } });
    const workflow = await workflowWith(by === 'workflow' ? { keep_last: 2 } : {}, owner);
    const ids: string[] = [];
    for (const hours of [9, 8, 7, 6]) {
      ids.push(await ended(workflow, { status: hours === 7 ? 'failed' : 'completed', ago: hours * HOUR, owner }));
    }
    const waiting = await queueExecution(owner, workflow, { createdAt: Date.now() - 20 * HOUR });
    await changeRow(waiting, "status = 'waiting'");
    await night();
    expect(await left([waiting, ...ids])).toEqual([waiting, ...ids.slice(2)]);
  });

  it('that is no number counts as none, and keeps nobody else from being forgotten', async () => {
    const owner = await createUser();
    await sql.query(
      `UPDATE workspaces SET settings = '{"retention":{"completed_days":"x","keep_last":{},"failed_days":-1}}' WHERE id = $1::uuid`,
      [owner.workspaceId],
    );
    const workflow = await workflowWith({}, owner);
    const ids = [
      await ended(workflow, { status: 'completed', ago: 31 * DAY, owner }),
      await ended(workflow, { status: 'completed', ago: 29 * DAY, owner }),
    ];
    await night();
    expect(await left(ids)).toEqual(ids.slice(1));
  });

  it.each<JsonObject>([
    { completed_days: -1 },
    { completed_days: 366 },
    { failed_days: 0 },
    { keep_last: 0 },
    { keep_last: 10_001 },
    { days: 3 },
  ])('%j is refused', async (retention) => {
    const body = { name: 'A', ...idle(retention) };
    expect(await user.api('POST', '/workflows', body)).toMatchObject({ status: 422 });
  });
});

describe('a workspace that keeps nothing of successes', () => {
  it('forgets them a quarter of an hour after their end, and keeps what failed', async () => {
    const owner = await createUser();
    await owner.api('PATCH', '', { settings: { retention: { completed_days: 0 } } });
    const workflow = await workflowWith({}, owner);
    const [done, failed] = [
      await ended(workflow, { status: 'completed', ago: 2 * HOUR, owner }),
      await ended(workflow, { status: 'failed', ago: 2 * HOUR, owner }),
    ];
    const recent = await ended(workflow, { status: 'completed', ago: 5 * 60_000, owner });
    await tick();
    expect(await left([done, failed, recent])).toEqual([failed, recent]);
  });

  it('forgets them, however many a workflow of it keeps', async () => {
    const owner = await createUser();
    await owner.api('PATCH', '', { settings: { retention: { completed_days: 0 } } });
    const [keeping, usual] = [await workflowWith({ completed_days: 10 }, owner), await workflowWith({}, owner)];
    const kept = await ended(keeping, { status: 'completed', ago: 2 * HOUR, owner });
    await sql.query(
      `INSERT INTO executions SELECT (json_populate_record(e, json_build_object('id', gen_random_uuid()))).*
      FROM executions e, generate_series(1, 2000) WHERE e.id = $1::uuid`,
      [kept],
    );
    const gone = await ended(usual, { status: 'completed', ago: 3 * HOUR, owner });
    await tick();
    expect(await left([kept, gone])).toEqual([kept]);
  });
});

describe('what belongs to a forgotten execution', () => {
  it('goes with it', async () => {
    const workflow = await workflowWith({});
    const id = await ended(workflow, { status: 'completed', ago: 31 * DAY });
    const at = createdAtOf(id).toISOString();
    await sql.query(
      `INSERT INTO node_executions (id, execution_id, created_at, node_id, node_type, node_name)
      VALUES (gen_random_uuid(), $1::uuid, $2::timestamptz, 'a', 'a', 'a')`,
      [id, at],
    );
    await sql.query(
      `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind)
      VALUES ($1::uuid, $2::timestamptz, 'wait', 0, 1, $3::uuid, 'webhook')`,
      [id, at, user.workspaceId],
    );
    await night();
    for (const table of ['node_executions', 'execution_waits']) {
      expect(await sql.query(`SELECT 1 FROM ${table} WHERE execution_id = $1::uuid`, [id]), table).toEqual([]);
    }
  });

  it('goes, too, if the execution is gone already', async () => {
    const [old, young] = [newId(Date.now() - 2 * DAY), newId(Date.now() - HOUR)];
    for (const id of [old, young]) {
      await sql.query(
        `INSERT INTO node_executions (id, execution_id, created_at, node_id, node_type, node_name)
        VALUES (gen_random_uuid(), $1::uuid, $2::timestamptz, 'a', 'a', 'a')`,
        [id, createdAtOf(id).toISOString()],
      );
    }
    await night();
    const rows = await sql.query('SELECT execution_id FROM node_executions WHERE execution_id = ANY($1::uuid[])', [
      `{${old},${young}}`,
    ]);
    expect(rows).toEqual([{ execution_id: young }]);
  });
});

describe('the report of a night', () => {
  it('says for those who run LinkFlow what each step did, and how many executions of whom went', async () => {
    const owner = await createUser();
    const workflow = await workflowWith({}, owner);
    await ended(workflow, { status: 'completed', ago: 31 * DAY, owner });
    await ended(workflow, { status: 'completed', ago: 32 * DAY, owner });
    await night();
    const [run] = await sql.query(
      `SELECT r.status, r.ended_at IS NOT NULL AS over, r.bytes_before > 0 AND r.bytes_after > 0 AS sized, c.executions,
        r.report -> 3 ->> 'step' AS step, (r.report -> 3 ->> 'rows')::int >= 2 AS counted
      FROM retention_counts c JOIN retention_runs r ON r.id = c.run_id WHERE c.workspace_id = $1::uuid`,
      [owner.workspaceId],
    );
    expect(run).toEqual({
      status: 'completed',
      over: true,
      sized: true,
      executions: 2,
      step: 'executions',
      counted: true,
    });
  });

  it('tells a workspace how many of its own went', async () => {
    const [owner, other] = [await createUser(), await createUser()];
    await ended(await workflowWith({}, owner), { status: 'completed', ago: 31 * DAY, owner });
    await night();
    expect((await owner.api('GET', '/forgotten')).json).toMatchObject({
      data: [{ status: 'completed', executions: 1, started_at: expect.any(String), ended_at: expect.any(String) }],
    });
    expect((await other.api('GET', '/forgotten')).json).toMatchObject({ data: [] });
  });
});
