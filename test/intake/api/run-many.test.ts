import { beforeAll, describe, expect, it } from 'vitest';
import { type RunManyResult, runManyResultSchema } from '../../../src/intake/api/run-many.schemas.ts';
import { getExecution, untilStatus } from '../../support/executions.ts';
import { tick } from '../../support/queue.ts';
import { changeRow } from '../../support/queued-execution.ts';
import { execute, sayingGraph } from '../../support/run-workflow.ts';
import {
  changeStatus,
  createUser,
  createWorkflow,
  node,
  post,
  type Reply,
  type User,
} from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function call(id: string, body: object, headers: Record<string, string> = {}): Promise<Reply> {
  return user.api('POST', `/workflows/${id}/execute/batch`, body, headers);
}

async function runMany(
  id: string,
  runs: readonly object[],
  headers: Record<string, string> = {},
): Promise<RunManyResult> {
  const reply = await call(id, { runs }, headers);
  expect(reply.status).toBe(200);
  return runManyResultSchema.parse(reply.json);
}

async function countOf(workflowId: string): Promise<number> {
  const rows = await testDatabase().sql.query(
    'SELECT count(*)::int AS n FROM executions WHERE workflow_id = $1::uuid',
    [workflowId],
  );
  return Number(rows[0]?.n);
}

function ids({ results }: RunManyResult): (string | null)[] {
  return results.map(({ execution_id }) => execution_id);
}

/** A workflow whose trigger wants a number. */
async function declaring(): Promise<string> {
  const inputs = { mode: 'fields', fields: [{ name: 'n', type: 'number', required: true }] };
  return (await createWorkflow(user, { nodes: [node('start', 'trigger.manual', { inputs })], connections: [] })).id;
}

describe('a call for many runs', () => {
  it('starts a thousand executions, each with its input, in their order', async () => {
    const { id } = await createWorkflow(user, sayingGraph('many'));
    const result = await runMany(
      id,
      Array.from({ length: 1000 }, (_, n) => ({ input: { n } })),
    );
    expect(result).toMatchObject({ accepted: 1000, duplicates: 0, refused: 0 });
    expect(new Set(ids(result)).size).toBe(1000);
    for (const place of [0, 499, 999]) {
      const ended = await untilStatus(user, String(ids(result)[place]), 'completed');
      expect(ended).toMatchObject({ output_data: [{ word: 'many', n: place }], trigger_type: 'manual' });
    }
    expect(await countOf(id)).toBe(1000);
    const listed = await user.api('GET', `/executions?workflow_id=${id}&limit=1`);
    expect(Object(listed.json.data)[0].id).toBe(ids(result)[999]);
  });

  it('refuses the runs that are wrong, each with its faults, and starts the others', async () => {
    const id = await declaring();
    const late = { input: { n: 1 }, start_at: '9999-01-01T00:00:00Z' };
    const result = await runMany(id, [
      { input: { n: 1 } },
      { input: { n: 'x' } },
      {},
      late,
      { input: [{ n: 2 }, { m: 3 }] },
    ]);
    expect([result.accepted, result.refused, await countOf(id)]).toEqual([1, 4, 1]);
    expect(result.results.map(({ error }) => error)).toMatchObject([
      null,
      { code: 'executions.input_invalid', errors: [{ code: 'input.wrong_type', path: ['runs', 1, 'input', 'n'] }] },
      { code: 'executions.input_invalid', errors: [{ code: 'input.required', path: ['runs', 2, 'input', 'n'] }] },
      { code: 'executions.start_too_late', errors: [{ path: ['runs', 3, 'start_at'] }] },
      {
        code: 'executions.input_invalid',
        errors: [
          { path: ['runs', 4, 'input', 1, 'n'] },
          { code: 'input.unknown_field', path: ['runs', 4, 'input', 1, 'm'] },
        ],
      },
    ]);
  });

  it('tells ten faults of each run at most', async () => {
    const id = await declaring();
    const input = Array.from({ length: 500 }, () => ({}));
    const { results } = await runMany(id, [{ input }, { input }]);
    expect(results.map(({ error }) => error?.errors.length)).toEqual([10, 10]);
  });

  it('that is repeated starts nothing twice, by the key of the call and by those of its runs', async () => {
    const { id } = await createWorkflow(user, sayingGraph('once'));
    const runs = [{ input: { n: 1 } }, { input: { n: 2 }, idempotency_key: 'two' }, { input: { n: 3 } }];
    const key = { 'idempotency-key': 'all' };
    const first = await runMany(id, runs, key);
    expect(first).toMatchObject({ accepted: 3, duplicates: 0 });
    const again = await Promise.all([runMany(id, runs, key), runMany(id, runs, key)]);
    for (const repeated of again) {
      expect(repeated).toMatchObject({ accepted: 0, duplicates: 3, refused: 0 });
      expect(ids(repeated)).toEqual(ids(first));
    }
    const single = await execute(user, id, {}, { 'idempotency-key': 'two' });
    expect(single.json).toMatchObject({ execution_id: ids(first)[1], duplicate: true });
    expect(await countOf(id)).toBe(3);
  });

  it('starts one execution where two of its runs have the same key, also far apart', async () => {
    const { id } = await createWorkflow(user, sayingGraph('once'));
    const runs = Array.from({ length: 600 }, (_, n) => ({ idempotency_key: `k${n % 300}` }));
    const result = await runMany(id, runs);
    expect(result).toMatchObject({ accepted: 300, duplicates: 300, refused: 0 });
    expect(ids(result).slice(0, 300)).toEqual(ids(result).slice(300));
    expect(await countOf(id)).toBe(300);
  });

  it('at the same time as the same call starts each once', async () => {
    const { id } = await createWorkflow(user, sayingGraph('once'));
    const runs = Array.from({ length: 300 }, (_, n) => ({ idempotency_key: `k${n}` }));
    const [one, two] = await Promise.all([runMany(id, runs), runMany(id, runs.toReversed())]);
    expect(ids(two).toReversed()).toEqual(ids(one));
    expect([one.accepted + two.accepted, await countOf(id)]).toEqual([300, 300]);
  });

  it('starts some of them later', async () => {
    const { id } = await createWorkflow(user, sayingGraph('later'));
    const { results } = await runMany(id, [{ input: { n: 1 } }, { input: { n: 2 }, delay_seconds: 3600 }]);
    expect(results).toMatchObject([
      { status: 'queued', start_at: null },
      { status: 'waiting', start_at: expect.any(String) },
    ]);
    const [now, later] = results.map(({ execution_id }) => String(execution_id));
    await untilStatus(user, now ?? '', 'completed');
    expect(await getExecution(user, later ?? '')).toMatchObject({ status: 'waiting', started_at: null });
    await changeRow(later ?? '', 'start_at = now(), wait_until = now()');
    await tick();
    await untilStatus(user, later ?? '', 'completed');
  });

  it.each([
    [{ runs: [] }, ['runs']],
    [{ runs: Array.from({ length: 1001 }, () => ({})) }, ['runs']],
    [{ runs: [{ start_at: '2030-01-01T00:00:00Z', delay_seconds: 1 }] }, ['runs', 0, 'delay_seconds']],
    [{ runs: [{ inputs: {} }] }, ['runs', 0, 'inputs']],
  ])('that is malformed is refused whole', async (body, path) => {
    const id = await declaring();
    const reply = await call(id, body);
    expect([reply.status, reply.json.errors]).toMatchObject([400, [{ path }]]);
  });

  it('is refused whole for a trigger or a version that is not there, or an archived workflow', async () => {
    const { id, etag } = await createWorkflow(user, sayingGraph('a'));
    expect((await call(id, { runs: [{}], trigger_node_id: 'none' })).json.code).toBe('executions.unknown_trigger');
    expect((await call(id, { runs: [{}], version: 9 })).json.code).toBe('workflows.version_not_found');
    await changeStatus(user, { id, etag }, 'archive');
    expect((await call(id, { runs: [{}] })).status).toBe(409);
    expect(await countOf(id)).toBe(0);
  });

  it('is for those who may run workflows of the workspace', async () => {
    const { id } = await createWorkflow(user, sayingGraph('a'));
    const stranger = await createUser();
    expect((await stranger.api('POST', `/workflows/${id}/execute/batch`, { runs: [{}] })).status).toBe(404);
    const key = await user.api('POST', '/api-keys', { name: 'reader', scopes: ['workflows:read'] });
    const path = `/api/v1/workspaces/${user.workspaceId}/workflows/${id}/execute/batch`;
    expect((await post(path, { runs: [{}] }, { 'x-api-key': String(key.json.key) })).status).toBe(403);
  });
});
