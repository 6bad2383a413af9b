import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { BulkJob } from '../../../src/executions/bulk/bulk.schemas.ts';
import { saveStep, takeJob } from '../../../src/executions/bulk/bulk-rows.ts';
import { standingStep } from '../../../src/executions/bulk/job-step.ts';
import { countExecutions } from '../../../src/executions/lifecycle/count-executions.ts';
import { PATIENCE, untilStatus } from '../../support/executions.ts';
import { deliver, tick } from '../../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, node, publish, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();
const MANUAL = { nodes: [node('start', 'trigger.manual')], connections: [] };

let user: User;
let workflow: string;

beforeEach(async () => {
  user = await createUser();
  workflow = (await publish(user, MANUAL)).id;
});

async function make(count: number, change: string, createdAt = Date.now() - 3_600_000): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await queueExecution(user, workflow, { createdAt: createdAt - n }));
  for (const id of ids) await changeRow(id, change);
  return ids;
}

async function begin(body: object): Promise<BulkJob> {
  const reply = await user.api('POST', '/bulk-jobs', body);
  expect(reply.status, reply.text).toBe(202);
  return shown(reply.json);
}

function shown(json: unknown): BulkJob {
  return z.custom<BulkJob>((value) => typeof value === 'object').parse(json);
}

async function job(id: string): Promise<BulkJob> {
  return shown((await user.api('GET', `/bulk-jobs/${id}`)).json);
}

function untilEnded(id: string): Promise<BulkJob> {
  return vi.waitFor(async () => {
    const now = await job(id);
    expect(['done', 'stopped', 'failed']).toContain(now.status);
    return now;
  }, PATIENCE);
}

async function retriesOf(ids: readonly string[]): Promise<number> {
  const rows = await db.sql.query('SELECT 1 FROM executions WHERE parent_execution_id = ANY($1::uuid[])', [
    `{${ids.join(',')}}`,
  ]);
  return rows.length;
}

/** Puts a job back to where it stood before, as if whoever worked on it had been lost. */
async function lose(id: string): Promise<void> {
  await db.sql.query(
    `UPDATE bulk_jobs SET status = 'running', position_created_at = NULL, position_id = NULL, done = 0, ended_at = NULL,
    next_at = now() - interval '1 second' WHERE id = $1::uuid`,
    [id],
  );
}

describe('a bulk job', () => {
  it('retries what failed and fits, once each, however often its runner is lost', async () => {
    const failed = await make(60, `status = 'failed', completed_at = now(), error_message = 'No answer'`);
    const other = await make(2, `status = 'failed', completed_at = now(), error_message = 'Refused'`);
    const begun = await begin({ kind: 'retry', filter: { workflow_id: workflow, error_text: 'answer' } });
    expect(begun).toMatchObject({ status: 'queued', total: 60, total_is_estimate: false });
    expect(await untilEnded(begun.id)).toMatchObject({ status: 'done', done: 60, failed: 0, skipped: 0 });
    await lose(begun.id);
    await tick();
    expect(await untilEnded(begun.id)).toMatchObject({ status: 'done', done: 60, failed: 0 });
    expect([await retriesOf(failed), await retriesOf(other)]).toEqual([60, 0]);
  });

  it('counts by code what it could not do, and goes on with the rest', async () => {
    await make(2, `status = 'completed', completed_at = now()`);
    await make(1, `status = 'failed', completed_at = now(), workflow_version = 99`);
    const body = {
      kind: 'retry',
      from: 'failed_node',
      filter: { workflow_id: workflow, status: ['completed', 'failed'] },
    };
    const ended = await untilEnded((await begin(body)).id);
    expect(ended).toMatchObject({
      status: 'done',
      done: 0,
      failed: 3,
      errors: { 'executions.not_failed': 2, 'executions.workflow_unavailable': 1 },
    });
  });

  it('cancels what has not ended', async () => {
    const ids = await make(3, `held_at = now()`);
    const [done] = await make(1, `status = 'completed', completed_at = now()`);
    const ended = await untilEnded((await begin({ kind: 'cancel', filter: { workflow_id: workflow } })).id);
    expect(ended).toMatchObject({ status: 'done', total: 3, done: 3 });
    for (const id of ids) expect((await rowOf(id)).status).toBe('cancelled');
    expect((await rowOf(done ?? '')).status).toBe('completed');
  });

  it('deletes what has ended, with all that is told of it, leaves its journal to the sweep, and keeps counters right', async () => {
    const run = String((await execute(user, workflow, {})).json.execution_id);
    await untilStatus(user, run, 'completed');
    await changeRow(run, `metadata = '{"a": "b"}'`);
    await db.sql.query(
      `INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, payload)
      SELECT id, created_at, 'wait', 0, 1, workspace_id, 'form', '{"name": "Ada"}' FROM executions WHERE id = $1::uuid`,
      [run],
    );
    const [promoted] = await make(1, `status = 'failed', completed_at = now(), promoted_at = now()`);
    const [open] = await make(1, `held_at = now()`);
    await countExecutions(db, 0);
    const before = (await user.api('GET', `/workflows/${workflow}`)).json.execution_count;
    const ended = await untilEnded((await begin({ kind: 'delete', filter: { workflow_id: workflow } })).id);
    expect(ended).toMatchObject({ status: 'done', done: 2, pending: 0 });
    expect([await rowOf(run), await rowOf(promoted ?? '')]).toEqual([{}, {}]);
    expect((await rowOf(open ?? '')).status).toBe('queued');
    for (const table of ['node_executions', 'execution_values', 'execution_waits']) {
      expect(await db.sql.query(`SELECT 1 FROM ${table} WHERE execution_id = $1::uuid`, [run]), table).toEqual([]);
    }
    expect(
      await db.sql.query('SELECT 1 FROM orphaned_journals WHERE execution_id = $1::uuid', [promoted]),
    ).toHaveLength(1);
    await countExecutions(db, 0);
    expect((await user.api('GET', `/workflows/${workflow}`)).json.execution_count).toBe(before);
  });

  it('comes back to what is too young to be deleted: no counter has it yet', async () => {
    const [young] = await make(1, `status = 'completed', completed_at = now()`, Date.now() + 3_600_000);
    const begun = await begin({ kind: 'delete', filter: { workflow_id: workflow } });
    await db.sql.query(
      `UPDATE bulk_jobs SET filter = (filter::jsonb - 'created_before')::json, status = 'running', ended_at = NULL, next_at = now() WHERE id = $1::uuid`,
      [begun.id],
    );
    await deliver([{ bulk_job_id: begun.id }]);
    expect(await job(begun.id)).toMatchObject({ status: 'running', done: 0 });
    expect((await rowOf(young ?? '')).status).toBe('completed');
  });

  it('stops when it is asked to, and what it has done stays', async () => {
    await make(3, `status = 'failed', completed_at = now()`);
    const begun = await begin({ kind: 'retry', filter: { workflow_id: workflow } });
    await untilEnded(begun.id);
    await lose(begun.id);
    const stopped = await user.api('POST', `/bulk-jobs/${begun.id}/stop`);
    expect([stopped.status, stopped.json.stop_requested_at]).toEqual([202, expect.any(String)]);
    expect((await untilEnded(begun.id)).status).toBe('stopped');
    const again = await user.api('POST', `/bulk-jobs/${begun.id}/stop`);
    expect([again.status, again.json.code]).toEqual([409, 'bulk_jobs.already_ended']);
  });

  it('that is stopped while a step is under way counts what that step has done', async () => {
    const [id] = await make(1, `held_at = now()`);
    const begun = await begin({ kind: 'cancel', filter: { workflow_id: workflow } });
    await untilEnded(begun.id);
    await changeRow(id ?? '', `status = 'queued', held_at = now(), cancel_requested_at = NULL`);
    await lose(begun.id);
    const taken = await takeJob(db, begun.id);
    if (taken === null) throw new Error('The job could not be taken.');
    await user.api('POST', `/bulk-jobs/${begun.id}/stop`);
    const stopped = await untilEnded(begun.id);
    expect(stopped).toMatchObject({ status: 'stopped', done: 0, failed: 0 });
    const step = { ...standingStep(taken), done: 40, failed: 2, errors: { internal: 2 } };
    expect(await saveStep(db, step, 60)).toBeNull();
    expect(await job(begun.id)).toMatchObject({ status: 'stopped', done: 40, failed: 2, errors: { internal: 2 } });
    expect(await saveStep(db, { ...step, revision: step.revision - 1 }, 60)).toBeNull();
    expect((await job(begun.id)).done).toBe(40);
  });

  it('ends when whoever asked for it may not do it any more', async () => {
    const [id] = await make(1, `held_at = now()`);
    const begun = await begin({ kind: 'cancel', filter: { workflow_id: workflow } });
    await untilEnded(begun.id);
    await changeRow(id ?? '', `status = 'queued', held_at = now(), cancel_requested_at = NULL`);
    await lose(begun.id);
    await db.sql.query(`UPDATE workspace_members SET role = 'viewer' WHERE workspace_id = $1::uuid`, [
      user.workspaceId,
    ]);
    await deliver([{ bulk_job_id: begun.id }]);
    expect(await untilEnded(begun.id)).toMatchObject({ status: 'failed', error_code: 'permissions.denied' });
    expect((await rowOf(id ?? '')).status).toBe('queued');
  });

  it.each([
    ['no condition', { kind: 'delete', filter: {} }, 400, 'input.invalid'],
    ['a kind that is none', { kind: 'publish', filter: { tag: 'a' } }, 400, 'input.invalid'],
    ['a contradiction', { kind: 'delete', filter: { min_duration_ms: 2, max_duration_ms: 1 } }, 400, 'input.invalid'],
    [
      'nothing that could be cancelled',
      { kind: 'cancel', filter: { status: ['completed'] } },
      422,
      'bulk_jobs.nothing_to_do',
    ],
    ['running ones to be deleted', { kind: 'delete', filter: { status: ['running'] } }, 422, 'bulk_jobs.nothing_to_do'],
    ['a field of another kind', { kind: 'cancel', filter: { tag: 'a' }, from: 'start' }, 400, 'input.invalid'],
  ])('is refused for %s', async (_name, body, status, code) => {
    const reply = await user.api('POST', '/bulk-jobs', body);
    expect([reply.status, reply.json.code]).toEqual([status, code]);
  });

  it('is seen in its workspace alone, and five are under way at most', async () => {
    const begun = await begin({ kind: 'cancel', filter: { tag: 'nothing' } });
    const stranger = await createUser();
    expect((await stranger.api('GET', `/bulk-jobs/${begun.id}`)).status).toBe(404);
    expect((await stranger.api('POST', `/bulk-jobs/${begun.id}/stop`)).status).toBe(404);
    await untilEnded(begun.id);
    await db.sql.query(
      `INSERT INTO bulk_jobs (id, workspace_id, kind, filter, options, total, total_is_estimate, next_at)
      SELECT gen_random_uuid(), $1::uuid, 'cancel', '{}', '{}', 0, false, now() + interval '1 day' FROM generate_series(1, 5)`,
      [user.workspaceId],
    );
    const reply = await user.api('POST', '/bulk-jobs', { kind: 'cancel', filter: { tag: 'a' } });
    expect([reply.status, reply.json.code]).toEqual([409, 'bulk_jobs.too_many']);
    const listed = z.object({ data: z.array(z.object({ id: z.string() })), next_cursor: z.string().nullable() });
    const first = listed.parse((await user.api('GET', '/bulk-jobs?limit=4')).json);
    const second = listed.parse((await user.api('GET', `/bulk-jobs?limit=4&cursor=${first.next_cursor}`)).json);
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(6);
  });

  it('leaves the executions of others alone', async () => {
    const stranger = await createUser();
    const foreign = await queueExecution(stranger, await createIdleWorkflow(stranger), {
      createdAt: Date.now() - 1000,
    });
    await changeRow(foreign, 'held_at = now()');
    await untilEnded((await begin({ kind: 'cancel', filter: { created_from: '2020-01-01T00:00:00Z' } })).id);
    expect((await rowOf(foreign)).status).toBe('queued');
  });
});
