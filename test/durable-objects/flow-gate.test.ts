import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FlowSettings } from '../../src/engine/workflow.ts';
import { gateConfig } from '../../src/flow/gate-config.ts';
import { newId } from '../../src/shared/ids.ts';
import { PATIENCE } from '../support/executions.ts';
import { tick } from '../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution, rowOf } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';

let user: User;
let workflowId: string;

beforeAll(async () => {
  user = await createUser();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const ONE: FlowSettings = { concurrency: { limit: 1 } };

/** The gate of a new workflow, and how executions ask it. */
async function openGate(flow: FlowSettings = ONE) {
  workflowId = await createIdleWorkflow(user);
  const owner = { workspaceId: user.workspaceId, workflowId };
  const stub = () => env.FLOW_GATE.getByName(owner.workflowId);
  return {
    owner,
    stub,
    ask: (id: string, key = '') =>
      stub().ask({ owner, config: gateConfig(flow, 1), ask: { id, key, priority: 0, askedAt: Date.now() } }),
    /** An execution that has its row, held, and has not asked. */
    held: async (seconds = 0) => {
      const id = await queueExecution(user, owner.workflowId, { flowKey: '' });
      await changeRow(id, `held_at = now() - interval '${seconds} seconds'`);
      return id;
    },
  };
}

type GateStub = ReturnType<Awaited<ReturnType<typeof openGate>>['stub']>;

function alarmOf(stub: GateStub): Promise<number | null> {
  return runInDurableObject(stub, (_object, state) => state.storage.getAlarm());
}

/** The status of an execution, and whether a gate holds it. */
async function standing(id: string): Promise<readonly unknown[]> {
  const { status, held_at } = await rowOf(id);
  return [status, held_at !== null];
}

function untilFree(id: string): Promise<void> {
  return vi.waitFor(async () => expect((await rowOf(id)).held_at).toBeNull(), PATIENCE);
}

describe('the object of a gate', () => {
  it('knows over an eviction who runs and who waits', async () => {
    const gate = await openGate();
    const [one, two] = [newId(Date.now()), await gate.held()];
    expect([(await gate.ask(one)).type, (await gate.ask(two)).type]).toEqual(['admitted', 'waiting']);
    await evictDurableObject(gate.stub());
    expect(await gate.stub().show()).toMatchObject({ running: 1, waiting: 1 });
    await gate.stub().leave([one]);
    await untilFree(two);
  });

  it('says the same to an execution that asks again, and frees a place once', async () => {
    const gate = await openGate({ concurrency: { limit: 2 } });
    const [one, two, three, four] = [newId(1), newId(2), await gate.held(), await gate.held()];
    for (const id of [one, one, two, two, three, four, three]) await gate.ask(id);
    expect(await gate.stub().show()).toMatchObject({ running: 2, waiting: 2 });
    for (const _ of [1, 2, 3]) await gate.stub().leave([one, one]);
    await untilFree(three);
    expect(await standing(four)).toEqual(['queued', true]);
  });

  it('lets in by its alarm what a rate has kept waiting', async () => {
    const gate = await openGate({ rate: { limit: 1, window_seconds: 3600 } });
    const [one, two] = [newId(1), await gate.held()];
    await gate.ask(one);
    await gate.ask(two);
    expect(await alarmOf(gate.stub())).toBeLessThanOrEqual(Date.now() + 60_000);
    const later = Date.now() + 3_700_000;
    vi.spyOn(Date, 'now').mockImplementation(() => later);
    await runDurableObjectAlarm(gate.stub());
    vi.restoreAllMocks();
    await untilFree(two);
  });

  it('waits for the row of an execution that asked before it was written', async () => {
    const gate = await openGate();
    const createdAt = Date.now();
    const [one, two] = [newId(createdAt), newId(createdAt)];
    await gate.ask(one);
    await gate.ask(two);
    await gate.stub().leave([one]);
    await queueExecution(user, gate.owner.workflowId, { id: two, createdAt, flowKey: '' });
    await changeRow(two, 'held_at = now()');
    await untilFree(two);
  });

  it('gets back the places of executions that have ended, or are gone, without telling it', async () => {
    const gate = await openGate({ concurrency: { limit: 3 } });
    const [ended, gone, alive] = [await gate.held(), newId(1), await gate.held()];
    await changeRow(ended, "held_at = NULL, status = 'completed'");
    await changeRow(alive, "held_at = NULL, status = 'running'");
    for (const id of [ended, gone, alive]) await gate.ask(id);
    const later = Date.now() + 61_000;
    vi.spyOn(Date, 'now').mockImplementation(() => later);
    await runDurableObjectAlarm(gate.stub());
    vi.restoreAllMocks();
    const { runningExecutions } = await gate.stub().show();
    expect(runningExecutions.map(({ id }) => id)).toEqual([alive]);
  });

  it('takes in, after the sweep has woken it, what is held and what it has forgotten', async () => {
    const gate = await openGate();
    const [one, two] = [await gate.held(120), await gate.held(100)];
    await tick();
    await untilFree(one);
    await untilFree(two);
  });

  it('leaves no alarm behind that throws while the database is away, and tries again', async () => {
    const gate = await openGate();
    const [one, two] = [newId(1), await gate.held()];
    await gate.ask(one);
    await gate.ask(two);
    const away = vi.spyOn(env.NEON_BRIDGE ?? globalThis, 'fetch').mockRejectedValue(new Error('away'));
    await gate.stub().leave([one]);
    await vi.waitFor(() => expect(away).toHaveBeenCalled(), PATIENCE);
    await runDurableObjectAlarm(gate.stub());
    vi.restoreAllMocks();
    await runDurableObjectAlarm(gate.stub());
    await untilFree(two);
  });
});
