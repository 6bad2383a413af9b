import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { onBehalfOf } from '../../src/db/tenant-context.ts';
import { createDependencies } from '../../src/dependencies.ts';
import { cancelExecution } from '../../src/executions/cancel-execution.ts';
import { flushExecutions } from '../../src/executions/lifecycle/flush-executions.ts';
import { permissionsOfRole } from '../../src/security/permissions.ts';
import { executionEnding, nodeRecord } from '../support/executions/execution-records.ts';
import { untilStatus } from '../support/executions.ts';
import { deliver } from '../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const db = testDatabase();
const RUNNING = "status = 'running', epoch = 1, claims = 1, lease_expires_at = now() + interval '1 minute'";

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

async function running(more = 'held_at = NULL'): Promise<string> {
  const id = await queueExecution(user, workflow, { hasEffects: true });
  await changeRow(id, RUNNING);
  await changeRow(id, more);
  return id;
}

function complete(id: string, promoted: boolean) {
  const createdAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return flushExecutions(db, [{ id, createdAt, epoch: 1, ending: executionEnding(), nodes: [nodeRecord()], promoted }]);
}

async function cancel(id: string): Promise<number> {
  return (await user.api('POST', `/executions/${id}/cancel`)).status;
}

async function cancellationsOf(id: string): Promise<number> {
  const text = `SELECT 1 FROM audit_logs WHERE action = 'executions.cancelled' AND target_id = $1`;
  return (await db.sql.query(text, [id])).length;
}

const ROUNDS = Array.from({ length: 8 }, (_, round) => round);

describe('cancelling against completing, and against cancelling', () => {
  it.each(ROUNDS)('ends an execution without an object in one state, that both agree on (%d)', async () => {
    const id = await running();
    const [first, written, second] = await Promise.all([cancel(id), complete(id, false), cancel(id)]);
    const { status } = await rowOf(id);
    expect(status).toBe(written.has(id) ? 'completed' : 'cancelled');
    expect([first, second].filter((one) => one === 202).length).toBe(written.has(id) ? 0 : 1);
    expect(await cancellationsOf(id)).toBe(written.has(id) ? 0 : 1);
    expect([await cancel(id), (await complete(id, false)).size, (await rowOf(id)).status]).toEqual([409, 0, status]);
  });

  it.each(ROUNDS)('ends one with an object in one state, whoever was first (%d)', async () => {
    const id = await running('promoted_at = now()');
    const [first, written] = await Promise.all([cancel(id), complete(id, true)]);
    expect([...written]).toEqual([id]);
    expect([202, 409]).toContain(first);
    expect((await rowOf(id)).status).toBe('completed');
    expect([await cancel(id), (await complete(id, true)).size]).toEqual([409, 0]);
  });

  it('twice, of one whose runner is lost, ends it once', async () => {
    const id = await running("promoted_at = now(), lease_expires_at = now() - interval '1 second'");
    expect(await Promise.all([cancel(id), cancel(id), cancel(id)])).toEqual([202, 202, 202]);
    await Promise.all([deliver([{ execution_id: id }]), deliver([{ execution_id: id }])]);
    await untilStatus(user, id, 'cancelled');
    expect(await cancel(id)).toBe(409);
  });

  it('against being claimed: it is never both cancelled and run', async () => {
    for (const _ of ROUNDS) {
      const id = await queueExecution(user, workflow);
      await Promise.all([deliver([{ execution_id: id }]), cancel(id)]);
      const { status } = await rowOf(id);
      expect(['completed', 'cancelled']).toContain(status);
      expect(await cancel(id)).toBe(409);
      expect((await rowOf(id)).status).toBe(status);
    }
  });
});

describe('cancelling an execution whose object', () => {
  it.each([
    ['does not answer', () => new Promise<never>(() => undefined)],
    ['fails', () => Promise.reject(new Error('away'))],
  ])('%s is answered all the same, and a runner ends it', async (_name, cancelObject) => {
    const id = await running("promoted_at = now(), lease_expires_at = now() - interval '1 second'");
    const deps = { ...createDependencies(env), cancelObject, hold: () => undefined };
    const permissions = permissionsOfRole('owner');
    const { workspaceId } = user;
    const actor = {
      userId: null,
      workspaceId,
      role: 'owner',
      permissions,
      via: 'token',
      sessionId: null,
      apiKeyId: null,
      ip: null,
    } as const;
    const cancelled = await onBehalfOf(actor, () => cancelExecution(deps, actor, id));
    expect(cancelled.cancel_requested_at).not.toBeNull();
    await deliver([{ execution_id: id }]);
    await untilStatus(user, id, 'cancelled');
  });
});
