import { beforeAll, describe, expect, it } from 'vitest';
import { itemPageSchema, nodeRunSchema } from '../../../src/executions/node-runs/node-runs.schemas.ts';
import { pageSchema } from '../../../src/shared/pagination.ts';
import { executionId, getNodes, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute, startExecution } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, type Graph, node, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

async function ran(graph: Graph): Promise<string> {
  const { id } = await createWorkflow(user, graph);
  return executionId(await execute(user, id, { wait: true }));
}

async function runsOf(id: string) {
  return pageSchema(nodeRunSchema).parse((await user.api('GET', `/executions/${id}/node-runs`)).json).data;
}

async function itemsOf(id: string, nodeId: string, query = '') {
  return itemPageSchema.parse((await user.api('GET', `/executions/${id}/nodes/${nodeId}/items${query}`)).json);
}

function indices({ data }: { readonly data: readonly { readonly index: number }[] }): number[] {
  return data.map(({ index }) => index);
}

/** start → make (`count` items, each with `n` and a text) → next. */
function making(count: number, settings: object = {}, length = 10): Graph {
  const code = `return Array.from({ length: ${count} }, (_, n) => ({ n, say: 'Größe "' + n + '" ' + 'x'.repeat(${length}) }));`;
  const next = node('next', 'action.code', { code: 'console.log("one"); console.log("two"); return $input.all();' });
  return {
    nodes: [node('start', 'trigger.manual'), node('make', 'action.code', { code }), next],
    connections: chain('start → make → next'),
    settings: { ...settings },
  };
}

describe('the node runs of an execution, as a summary', () => {
  it('say how many items came in and went out, and how large they are', async () => {
    const id = await ran(making(3));
    const [start, make, next] = await runsOf(id);
    expect(start).toMatchObject({ node_id: 'start', inputs: {}, output: { state: 'kept', counts: { main: 1 } } });
    expect(make).toMatchObject({ status: 'completed', inputs: { main: 1 }, output: { counts: { main: 3 } } });
    expect(make?.output.size).toBe(JSON.stringify((await getNodes(user, id))[1]?.output_data).length);
    expect(next).toMatchObject({ inputs: { main: 3 }, log_lines: 2 });
    expect(make).not.toHaveProperty('output_data');
  });

  it('count the items of an output that lies in the bucket, and name its file', async () => {
    const id = await ran(making(3000, {}, 200));
    const make = (await runsOf(id))[1];
    expect(make?.output).toMatchObject({ state: 'apart', counts: { main: 3000 }, file_id: expect.any(String) });
    const bytes = await user.api('GET', `/executions/${id}/files/${make?.output.file_id}`);
    expect(bytes.status).toBe(200);
  });

  it('say nothing of data that are not kept', async () => {
    const [, make] = await runsOf(await ran(making(3, { keep_data: 'shape' })));
    expect(make?.output).toEqual({ state: 'not_kept', counts: null, size: null, file_id: null });
  });

  it('are told of an execution that is under way', async () => {
    const wait = node('wait', 'logic.wait', { resume: 'webhook' });
    const graph = { nodes: [...making(2).nodes, wait], connections: chain('start → make → next → wait') };
    const { id: workflow } = await createWorkflow(user, graph);
    const id = await startExecution(user, workflow);
    await untilStatus(user, id, 'waiting');
    const runs = await runsOf(id);
    expect(runs[1]).toMatchObject({ node_id: 'make', output: { state: 'kept', counts: { main: 2 } } });
    expect(runs[3]).toMatchObject({ status: 'waiting', inputs: { main: 2 }, output: { state: 'none', counts: null } });
    expect(indices(await itemsOf(id, 'next', '?of=input'))).toEqual([0, 1]);
  });
});

describe('the items of a node run', () => {
  it('are read by page, and from any place', async () => {
    const id = await ran(making(250));
    const first = await itemsOf(id, 'make');
    expect(indices(first)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(first.data[7]?.item).toMatchObject({ json: { n: 7, say: 'Größe "7" xxxxxxxxxx' } });
    const second = await itemsOf(id, 'make', `?cursor=${first.next_cursor}`);
    expect(indices(second)[0]).toBe(100);
    expect(indices(await itemsOf(id, 'make', '?from=248'))).toEqual([248, 249]);
    expect(await itemsOf(id, 'make', '?handle=other')).toMatchObject({ data: [], has_more: false, withheld: null });
  });

  it('are the same where they lie in the bucket', async () => {
    const id = await ran(making(3000, {}, 200));
    const page = await itemsOf(id, 'make', '?from=2990&limit=3');
    expect(page).toMatchObject({ data: [{ index: 2990, item: { json: { n: 2990 } } }, {}, {}], has_more: true });
    expect(indices(await itemsOf(id, 'next', '?of=input&from=2999'))).toEqual([2999]);
  });

  it('are found by what stands in them, in upper or lower case', async () => {
    const id = await ran(making(3000, {}, 200));
    expect(indices(await itemsOf(id, 'make', `?search=${encodeURIComponent('GRÖSSE "17')}`))).toEqual([]);
    expect(indices(await itemsOf(id, 'make', `?search=${encodeURIComponent('GRÖßE "2999"')}`))).toEqual([2999]);
    expect(indices(await itemsOf(id, 'make', '?search=2998'))).toEqual([2998]);
    expect(indices(await itemsOf(id, 'make', `?search=${encodeURIComponent('{"n":1')}`))).toEqual([]);
    const pages = await itemsOf(id, 'next', '?of=input&search=SAY&limit=50');
    expect(pages).toMatchObject({ data: { length: 50 }, has_more: true });
    expect(indices(await itemsOf(id, 'next', `?of=input&search=SAY&limit=50&cursor=${pages.next_cursor}`))[0]).toBe(50);
  });

  it('are shown by their beginning where one fills the page, and whole on a page of their own', async () => {
    const id = await ran(making(2, {}, 300_000));
    const [one] = (await itemsOf(id, 'make')).data;
    expect(one).toMatchObject({ item: null, start: expect.stringMatching(/^\{"json":\{"n":0,/), size: 300_046 });
    const whole = await itemsOf(id, 'make', '?from=1&limit=1');
    expect(whole.data[0]).toMatchObject({ index: 1, start: null, item: { json: { n: 1 } } });
  });

  it('are as many as fit on a page of a megabyte', async () => {
    const id = await ran(making(20, {}, 150_000));
    const first = await itemsOf(id, 'make');
    expect(indices(first)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(indices(await itemsOf(id, 'make', `?cursor=${first.next_cursor}`))[0]).toBe(6);
  });

  it('of all sources of an input stand in the order in which the node received them', async () => {
    const numbers = (from: number) => `return [0, 1, 2].map((n) => ({ json: { n: n + ${from} } }));`;
    const nodes = [
      node('start', 'trigger.manual'),
      node('a', 'action.code', { code: numbers(0) }),
      node('b', 'action.code', { code: numbers(3) }),
      node('end', 'logic.noop'),
    ];
    const connections = [...chain('start → a → end'), ...chain('start → b → end')];
    const id = await ran({ nodes, connections });
    const page = await itemsOf(id, 'end', '?of=input&from=2');
    expect(page.data.map(({ index, item }) => ({ index, item }))).toMatchObject(
      [2, 3, 4, 5].map((n) => ({ index: n, item: { json: { n } } })),
    );
  });

  it('may be the lines of a log', async () => {
    const id = await ran(making(1));
    const page = await itemsOf(id, 'next', '?of=logs&search=TWO');
    expect(page.data).toMatchObject([{ index: 1, item: { level: expect.any(String), text: 'two' } }]);
  });

  it('are not shown where the workflow keeps no data', async () => {
    const id = await ran(making(3, { keep_data: 'none' }));
    expect(await itemsOf(id, 'make')).toMatchObject({ data: [], withheld: { redacted: 'none' } });
    expect(await itemsOf(id, 'next', '?of=input')).toMatchObject({ data: [], withheld: { redacted: 'none' } });
  });

  it('hold no secret of a credential', async () => {
    const token = `very-secret-${user.workspaceId}`;
    const credential = { name: 'c', type: 'bearer', data: { token }, allowed_hosts: ['*'] };
    const { json } = await user.api('POST', '/credentials', credential);
    const ask = { url: newTarget().url('echo'), method: 'POST', body_type: 'json', body: { token } };
    const nodes = [
      node('start', 'trigger.manual'),
      node('echo', 'action.http', ask, { credentials: String(json.id) }),
      node('next', 'logic.noop'),
    ];
    const id = await ran({ nodes, connections: chain('start → echo → next') });
    const shown = [await itemsOf(id, 'echo'), await itemsOf(id, 'next', '?of=input'), await runsOf(id)];
    expect(shown[0]).toMatchObject({ data: [{ index: 0 }] });
    expect(JSON.stringify(shown)).not.toContain(token);
    expect(await itemsOf(id, 'echo', `?search=${token}`)).toMatchObject({ data: [] });
  });

  it('are not there for a run or a cursor that is not there', async () => {
    const id = await ran(making(150));
    expect(await user.api('GET', `/executions/${id}/nodes/none/items`)).toMatchObject({
      status: 404,
      json: { code: 'executions.node_run_not_found' },
    });
    expect((await user.api('GET', `/executions/${id}/nodes/make/items?run_index=1`)).status).toBe(404);
    const { next_cursor: cursor } = await itemsOf(id, 'make');
    expect((await user.api('GET', `/executions/${id}/nodes/next/items?cursor=${cursor}`)).status).toBe(400);
    const other = await createUser();
    expect((await other.api('GET', `/executions/${id}/nodes/make/items`)).status).toBe(404);
    expect((await other.api('GET', `/executions/${id}/node-runs`)).status).toBe(404);
  });
});
