import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { takeOverJournal } from '../../../src/runner/journal/object-journal.ts';
import { untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { tick } from '../../support/queue.ts';
import { changeRow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, createWorkflow, node, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

let user: User;
let pure: string;

beforeAll(async () => {
  user = await createUser();
  const nodes = [node('start', 'trigger.manual'), node('end', 'logic.noop')];
  pure = (await createWorkflow(user, { nodes, connections: chain('start → end') })).id;
});

afterEach(() => {
  vi.restoreAllMocks();
});

const LONG_AGO = "now() - interval '2 minutes'";

describe('the tick of each minute', () => {
  it('sends again what was queued too long, and leaves what has just been queued', async () => {
    const [old, fresh] = [await queueExecution(user, pure), await queueExecution(user, pure)];
    await changeRow(old, `enqueued_at = ${LONG_AGO}`);
    await tick();
    await untilStatus(user, old, 'completed');
    expect((await rowOf(fresh)).status).toBe('queued');
  });

  it('hands on what a lost runner has left, and leaves what is held', async () => {
    const [lost, held] = [await queueExecution(user, pure), await queueExecution(user, pure)];
    await changeRow(lost, `status = 'running', epoch = 1, claims = 1, lease_expires_at = ${LONG_AGO}`);
    await changeRow(held, "status = 'running', epoch = 1, claims = 1, lease_expires_at = now() + interval '1 minute'");
    await tick();
    await untilStatus(user, lost, 'completed');
    expect([(await rowOf(lost)).epoch, (await rowOf(held)).status]).toEqual([2, 'running']);
  });

  it('wakes what nobody woke, and leaves what waits for a call', async () => {
    const [overdue, asleep] = [await queueExecution(user, pure), await queueExecution(user, pure)];
    await changeRow(overdue, `status = 'waiting', epoch = 1, wait_until = ${LONG_AGO}`);
    await changeRow(asleep, "status = 'waiting', epoch = 1, wait_until = NULL");
    await tick();
    await untilStatus(user, overdue, 'completed');
    expect((await rowOf(asleep)).status).toBe('waiting');
  });

  it('gives up what has cost too many runners, and says so', async () => {
    const id = await queueExecution(user, pure);
    await changeRow(id, `status = 'running', epoch = 5, claims = 5, journal = '[]', lease_expires_at = ${LONG_AGO}`);
    await tick();
    expect(await rowOf(id)).toMatchObject({
      ...{ status: 'failed', error_code: 'execution.runner_lost', completed_at: expect.anything() },
      error_message: expect.stringContaining('5 runners'),
      journal: null,
    });
  });

  it('never touches what is over', async () => {
    const id = await queueExecution(user, pure);
    await changeRow(id, `status = 'failed', claims = 9, lease_expires_at = ${LONG_AGO}, enqueued_at = ${LONG_AGO}`);
    const before = await rowOf(id);
    await Promise.all([tick(), tick()]);
    expect(await rowOf(id)).toEqual(before);
  });

  it('does the rest of its work while the queue is away, and says that it failed', async () => {
    const id = await queueExecution(user, pure);
    await changeRow(id, `enqueued_at = ${LONG_AGO}`);
    vi.spyOn(env.EXECUTIONS, 'sendBatch').mockRejectedValue(new Error('the queue is away'));
    await expect(tick()).rejects.toThrow('Parts of the sweep failed');
    expect((await rowOf(id)).status).toBe('queued');
    vi.restoreAllMocks();
    await changeRow(id, `enqueued_at = ${LONG_AGO}`);
    await tick();
    await untilStatus(user, id, 'completed');
  });

  it('deletes the journals of what ended over an hour ago', async () => {
    const [old, recent] = [await queueExecution(user, pure), await queueExecution(user, pure)];
    const journals = [old, recent].map((executionId) => ({
      coordinators: env.EXECUTION_COORDINATOR,
      executionId,
      epoch: 1,
    }));
    for (const { executionId } of journals) {
      const facts = '[{"at":1,"event":{"type":"started","trigger":0}}]';
      await env.EXECUTION_COORDINATOR.getByName(executionId).append({
        executionId,
        epoch: 1,
        facts,
        intents: null,
        wait: null,
      });
    }
    await changeRow(old, "status = 'completed', promoted_at = now(), completed_at = now() - interval '2 hours'");
    await changeRow(recent, "status = 'completed', promoted_at = now(), completed_at = now()");
    await tick();
    expect([(await rowOf(old)).journal_purged_at, (await rowOf(recent)).journal_purged_at]).toEqual([
      expect.anything(),
      null,
    ]);
    const left = await Promise.all(journals.map(takeOverJournal));
    expect(left.map(({ entries }) => entries.length)).toEqual([0, 1]);
  });
});

describe('an object that nobody will come back to', () => {
  const facts = '[{"at":1,"event":{"type":"started","trigger":0}}]';
  const append = (executionId: string) =>
    env.EXECUTION_COORDINATOR.getByName(executionId).append({
      executionId,
      epoch: 1,
      facts,
      intents: null,
      wait: null,
    });

  it('is emptied an hour after its workflow was deleted', async () => {
    const { id: workflow } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const id = await queueExecution(user, workflow);
    await append(id);
    await changeRow(id, "status = 'completed', promoted_at = now(), completed_at = now()");
    expect((await user.api('DELETE', `/workflows/${workflow}`)).status).toBe(204);
    await testDatabase().sql.query(
      `UPDATE orphaned_journals SET orphaned_at = now() - interval '2 hours' WHERE execution_id = $1`,
      [id],
    );
    await tick();
    const left = await takeOverJournal({ coordinators: env.EXECUTION_COORDINATOR, executionId: id, epoch: 2 });
    expect(left.entries).toEqual([]);
    const rows = await testDatabase().sql.query('SELECT 1 FROM orphaned_journals WHERE execution_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('lets no effect begin once its execution was given up', async () => {
    const id = await queueExecution(user, pure);
    await append(id);
    const lost = "lease_expires_at = now() - interval '1 second'";
    await changeRow(id, `status = 'running', promoted_at = now(), claims = 100, ${lost}`);
    await tick();
    expect(await rowOf(id)).toMatchObject({ status: 'failed', error_code: 'execution.runner_lost' });
    expect(await append(id)).toEqual({ status: 'cancelled' });
  });
});

async function shownCounts(workflow: string): Promise<unknown[]> {
  const { json } = await user.api('GET', `/workflows/${workflow}`);
  return [json.execution_count, json.last_executed_at];
}

describe('counting executions', () => {
  it('counts each once, however many ticks overlap', async () => {
    const { id } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    await tick();
    const now = Date.now();
    await testDatabase().sql.query(
      `UPDATE maintenance_state SET value = to_json((now() - interval '1 hour')::text) WHERE name = 'execution_count'`,
    );
    const latest = now - 20 * 60_000;
    for (const createdAt of [latest - 1000, latest, now]) await queueExecution(user, id, { createdAt });
    await Promise.all([tick(), tick(), tick()]);
    await tick();
    const [counted] = await testDatabase().sql.query(
      'SELECT execution_count, last_executed_at FROM workflows WHERE id = $1::uuid',
      [id],
    );
    expect([counted?.execution_count, new Date(String(counted?.last_executed_at)).getTime()]).toEqual([2, latest]);
    expect(await shownCounts(id)).toEqual([3, new Date(now).toISOString()]);
  });

  it('shows each execution at once, before and after it is counted, and none twice', async () => {
    const { id } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    expect(await shownCounts(id)).toEqual([0, null]);
    const now = Date.now();
    for (const age of [20 * 60_000, 1000, 0]) await queueExecution(user, id, { createdAt: now - age });
    await testDatabase().sql.query(
      `UPDATE maintenance_state SET value = to_json((now() - interval '1 hour')::text) WHERE name = 'execution_count'`,
    );
    expect(await shownCounts(id)).toEqual([3, new Date(now).toISOString()]);
    await tick();
    expect(await shownCounts(id)).toEqual([3, new Date(now).toISOString()]);
    const { data } = z
      .object({ data: z.array(z.object({ id: z.string(), execution_count: z.number() })) })
      .parse((await user.api('GET', '/workflows?limit=100')).json);
    expect(data.find((one) => one.id === id)?.execution_count).toBe(3);
  });
});
