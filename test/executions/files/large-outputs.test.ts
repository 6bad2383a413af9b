import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { executionId, getNodes, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute, retry } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, type Graph, node, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** More than history keeps of a node run; keys in an order that nobody sorts them into. */
const code = `return Array.from({ length: 3000 }, (_, n) => ({
  json: { zeta: n, b: 'x'.repeat(200), aa: { y: 1, x: [] } } }));`;

function making(more: Graph['nodes'] = [], settings: object = {}): Graph {
  const nodes = [node('start', 'trigger.manual'), node('make', 'action.code', { code }), ...more];
  return {
    nodes,
    connections: chain(['start', 'make', ...more.map(({ id }) => id)].join(' → ')),
    settings: { ...settings },
  };
}

async function ran(graph: Graph): Promise<string> {
  const { id } = await createWorkflow(user, graph);
  return executionId(await execute(user, id, { wait: true }));
}

const outputSchema = z.object({ main: z.array(z.object({ json: z.record(z.string(), z.unknown()) })) });
const filesSchema = z.object({
  data: z.array(z.object({ id: z.string(), kind: z.string(), node_id: z.string(), size: z.number() })),
});

async function outputOf(id: string, nodeId: string): Promise<unknown> {
  return (await getNodes(user, id)).find((one) => one.node_id === nodeId)?.output_data;
}

async function filesOf(id: string) {
  return filesSchema.parse((await user.api('GET', `/executions/${id}/files`)).json).data;
}

describe('an output that is too large for history', () => {
  it('is shown all the same, in the order in which it was written', async () => {
    const id = await ran(making());
    const { main } = outputSchema.parse(await outputOf(id, 'make'));
    expect(main.length).toBe(3000);
    expect(JSON.stringify(main[7]?.json)).toBe(`{"zeta":7,"b":"${'x'.repeat(200)}","aa":{"y":1,"x":[]}}`);
    const [file] = await filesOf(id);
    expect(file).toMatchObject({ kind: 'output', node_id: 'make' });
    expect(file?.size).toBeLessThan(100_000);
  });

  it('is what the next node is shown to have received', async () => {
    const id = await ran(making([node('next', 'action.set', { mode: 'json', json: { n: '{{ $json.zeta }}' } })]));
    const received = (await getNodes(user, id)).find((one) => one.node_id === 'next')?.input_data;
    expect(outputSchema.parse(received).main.length).toBe(3000);
  });

  it('is what a retry from the failed node goes on with', async () => {
    const fails = node('fails', 'action.code', { code: 'if ($json.zeta === 2999 || true) throw new Error("no");' });
    const id = await ran(making([fails]));
    const again = await retry(user, id, { from: 'failed_node' });
    expect(again.status).toBe(202);
    await untilStatus(user, executionId(again), 'failed');
    expect(await getNodes(user, executionId(again))).toMatchObject([
      { source: 'reused' },
      { node_id: 'make', source: 'reused', status: 'completed' },
      { node_id: 'fails', status: 'failed' },
    ]);
    expect(outputSchema.parse(await outputOf(executionId(again), 'make')).main.length).toBe(3000);
  });

  it('is a marker that says so when the bucket has it no more', async () => {
    const id = await ran(making());
    const [file] = await filesOf(id);
    await env.BLOBS?.delete(`${user.workspaceId}/${file?.id}`);
    expect(await outputOf(id, 'make')).toMatchObject({ truncated: true, gone: true, bytes: expect.any(Number) });
    expect(await retry(user, id)).toMatchObject({ status: 202 });
  });

  it('is not kept where the workflow keeps no data', async () => {
    const id = await ran(making([], { keep_data: 'none' }));
    expect([await outputOf(id, 'make'), await filesOf(id)]).toEqual([{ redacted: 'none' }, []]);
  });

  it('is no file that a node can open', async () => {
    const first = await ran(making());
    const [file] = await filesOf(first);
    const forge = `return [{ json: {}, binary: { data: { file_id: "${file?.id}", size: 5, mime_type: "a/b" } } }];`;
    const sends = node('put', 'action.http', {
      url: 'http://127.0.0.1:1/',
      method: 'PUT',
      body_type: 'binary',
      binary_property: 'data',
    });
    const id = await ran({
      nodes: [node('start', 'trigger.manual'), node('forge', 'action.code', { code: forge }), sends],
      connections: chain('start → forge → put'),
    });
    expect((await getNodes(user, id)).at(-1)).toMatchObject({ error_code: 'file.not_found' });
  });

  it('that a caller made up is only what they sent', async () => {
    const first = await ran(making());
    const [file] = await filesOf(first);
    const input = { truncated: true, bytes: 5, file_id: file?.id };
    const { id } = await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    const run = executionId(await execute(user, id, { wait: true, input }));
    expect(outputSchema.parse(await outputOf(run, 'start')).main[0]?.json).toEqual(input);
    expect(
      (
        await send('GET', `/api/v1/workspaces/${user.workspaceId}/executions/${run}/files/${file?.id}`, {
          headers: { authorization: user.authorization },
        })
      ).status,
    ).toBe(404);
  });
});
