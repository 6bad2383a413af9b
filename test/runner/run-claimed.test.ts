import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { ClaimedExecution } from '../../src/executions/model/execution-record.ts';
import { createCatalog } from '../../src/nodes/registry.ts';
import { createLeaseKeeper } from '../../src/runner/drive/lease-keeper.ts';
import { createObjectJournal } from '../../src/runner/journal/object-journal.ts';
import { createLiveRun } from '../../src/runner/live/live-run.ts';
import { runClaimed } from '../../src/runner/run-execution.ts';
import { compileWorkflow } from '../../src/runner/workflow/compiled-workflow.ts';
import { newId } from '../../src/shared/ids.ts';
import { chain } from '../support/graph.ts';
import { fakeServices, http, node, type Respond } from './support/play.ts';

const coordinators = env.EXECUTION_COORDINATOR;
const identity = { workflowId: 'workflow', workspaceId: 'workspace', version: 1, name: 'Test' };

// start → one → two, both effects
const GRAPH = {
  nodes: [node('start', 'trigger.manual'), http('one', 'POST'), http('two', 'POST')],
  connections: chain('start → one → two'),
  settings: {},
};
const workflow = compileWorkflow(identity, GRAPH, createCatalog());

function claimedNow(changes: Partial<ClaimedExecution> = {}): ClaimedExecution {
  const now = Date.now();
  return {
    ...{
      id: newId(now),
      createdAt: now,
      epoch: 1,
      workflowId: 'workflow',
      workspaceId: 'workspace',
      workflowVersion: 1,
    },
    triggerType: 'manual',
    triggerNodeId: 'start',
    triggerData: {},
    inputData: {},
    hasEffects: true,
    ...{
      startedAt: now,
      cancelRequested: false,
      depth: 0,
      runOptions: null,
      resumeCount: 0,
      watchCount: 0,
      journal: null,
    },
    ...{ flowKey: null, inSharedGate: false, workspaceLimit: null },
    ...changes,
  };
}

/** Nobody watches: whoever calls an object for it fails. */
const UNWATCHED = {
  hubs: {
    getByName: (id: string) => {
      throw new Error(`Nobody watches ${id}.`);
    },
  },
  hold: () => undefined,
  budget: { spend: () => null },
};

function run(claimed: ClaimedExecution, respond: Respond, deadline = Date.now() + 60_000) {
  const renew = async () => [{ id: claimed.id, cancelRequested: false, resumeCount: 0, watchCount: 0 }];
  const leases = createLeaseKeeper({ renew, leaseSeconds: 60, clock: Date.now });
  const rows = async () => ({ status: 'ok' as const });
  return runClaimed(
    { services: fakeServices({ respond }), coordinators, rows, markMoved: rows, leases, live: UNWATCHED },
    { workflow, claimed, deadline, live: createLiveRun(UNWATCHED, claimed, false) },
  );
}

describe('a claimed execution', () => {
  it('is given back when the time of its runner is up, and goes on with another one', async () => {
    const claimed = claimedNow();
    const asked: string[] = [];
    const slow: Respond = async ({ url }) => {
      asked.push(url);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return {};
    };
    expect(await run(claimed, slow, Date.now() + 5)).toEqual({ type: 'released' });
    const result = await run({ ...claimed, epoch: 2 }, slow);
    expect([result.type, asked]).toEqual(['finished', ['https://one.test', 'https://two.test']]);
  });

  it('is lost to a runner that comes late', async () => {
    const claimed = claimedNow({ epoch: 2 });
    await coordinators.getByName(claimed.id).takeOver(claimed.id, 3, 0);
    expect(await run(claimed, () => ({}))).toEqual({ type: 'lost' });
  });

  it('that is cancelled ends before any node runs', async () => {
    const asked: string[] = [];
    const claimed = claimedNow({ cancelRequested: true });
    const result = await run(claimed, ({ url }) => {
      asked.push(url);
      return {};
    });
    expect([result.type === 'finished' && result.finished.ending.status, asked]).toEqual(['cancelled', []]);
  });

  it('that ended before it was cancelled keeps its end', async () => {
    const claimed = claimedNow();
    const items = { outputs: { main: [{ json: {} }] } };
    const completed = (of: number) => ({
      at: Date.now(),
      data: items,
      event: { type: 'node_completed', node: of, run: 0, counts: { main: 1 } } as const,
    });
    const begun = { at: Date.now(), event: { type: 'started', trigger: 0 } as const };
    const object = createObjectJournal({ coordinators, executionId: claimed.id, epoch: 1 });
    await object.append([], [begun, completed(0), completed(1), completed(2)], null);
    await coordinators.getByName(claimed.id).cancel(claimed.id, Date.now());
    const result = await run({ ...claimed, epoch: 2, cancelRequested: true }, () => ({}));
    expect(result.type === 'finished' && result.finished.ending.status).toBe('completed');
  });
});
