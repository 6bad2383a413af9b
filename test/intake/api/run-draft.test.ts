import { beforeAll, describe, expect, it } from 'vitest';
import { executionId, getExecution, untilStatus } from '../../support/executions.ts';
import { execute, retry, sayingGraph } from '../../support/run-workflow.ts';
import type { Graph } from '../../support/running-app.ts';
import { createUser, createWorkflow, node, publish, saveWorkflow, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** start → say → call, whose URL is missing. */
function incomplete(word: string): Graph {
  const { nodes, connections } = sayingGraph(word);
  return {
    nodes: [...nodes, node('call', 'action.http', { method: 'GET' })],
    connections: [...connections, { source: 'say', target: 'call' }],
  };
}

async function run(id: string, body: object) {
  return untilStatus(user, executionId(await execute(user, id, body)), 'completed');
}

async function versions(id: string, query = ''): Promise<readonly { version: number; origin: string }[]> {
  const { json } = await user.api('GET', `/workflows/${id}/versions${query}`);
  return JSON.parse(JSON.stringify(json.data));
}

describe('running a drawing that is in no version', () => {
  it('runs what was saved last, and history keeps it as a version that was only run', async () => {
    const { id, etag } = await createWorkflow(user, sayingGraph('one'));
    await saveWorkflow(user, { id, etag }, sayingGraph('two'));
    const ended = await run(id, { version: 'latest', input: { n: 1 } });
    expect(ended).toMatchObject({ output_data: [{ word: 'two', n: 1 }], workflow_version: 2 });
    expect((await versions(id)).map(({ version }) => version)).toEqual([1]);
    expect((await versions(id, '?runs=shown')).map(({ origin }) => origin)).toEqual(['run', 'saved']);
    const shown = await user.api('GET', `/workflows/${id}/versions/2`);
    expect(shown.json).toMatchObject({ origin: 'run', nodes: sayingGraph('two').nodes });
    expect((await user.api('GET', `/workflows/${id}`)).headers.get('etag')).toBe('"r2"');
  });

  it('makes no further version of the same drawing, and numbers go on', async () => {
    const { id, etag } = await createWorkflow(user, sayingGraph('one'));
    const next = await saveWorkflow(user, { id, etag }, sayingGraph('two'));
    const first = await run(id, { version: 'latest' });
    expect((await run(id, { version: 'latest' })).workflow_version).toBe(first.workflow_version);
    const named = await user.api(
      'PUT',
      `/workflows/${id}`,
      { ...sayingGraph('three'), change_message: 'Three' },
      { 'if-match': next },
    );
    expect(named.json).toMatchObject({ version: 3 });
    expect(first.workflow_version).toBe(2);
  });

  it('gives each of many simultaneous runs of different drawings a version of its own', async () => {
    const { id } = await createWorkflow(user, sayingGraph('one'));
    const words = ['a', 'b', 'c', 'd', 'e'];
    const replies = await Promise.all(words.map((word) => execute(user, id, { graph: sayingGraph(word) })));
    const ended = await Promise.all(replies.map((reply) => untilStatus(user, executionId(reply), 'completed')));
    expect(ended.map(({ output_data }) => output_data)).toMatchObject(words.map((word) => [{ word }]));
    expect(new Set(ended.map(({ workflow_version }) => workflow_version)).size).toBe(words.length);
  });
});

describe('running a graph in the body', () => {
  it('runs it once, saves it nowhere, and can be retried', async () => {
    const { id } = await createWorkflow(user, sayingGraph('saved'));
    const reply = await execute(user, id, { graph: sayingGraph('given'), input: { n: 7 } });
    const ended = await untilStatus(user, executionId(reply), 'completed');
    expect(ended.output_data).toEqual([{ word: 'given', n: 7 }]);
    expect((await user.api('GET', `/workflows/${id}`)).json).toMatchObject({ nodes: sayingGraph('saved').nodes });
    const again = await retry(user, ended.id, { version: 'original' });
    expect((await untilStatus(user, executionId(again), 'completed')).output_data).toEqual([{ word: 'given', n: 7 }]);
  });

  it('runs up to a node while what lies elsewhere is incomplete', async () => {
    const { id } = await createWorkflow(user, sayingGraph('saved'));
    const graph = incomplete('part');
    const ended = await run(id, { graph, destination_node_id: 'say' });
    expect(ended.output_data).toMatchObject([{ word: 'part' }]);
    for (const body of [{ graph }, { graph, destination_node_id: 'call' }]) {
      const refused = await execute(user, id, body);
      expect([refused.status, refused.json.code]).toEqual([422, 'workflows.invalid_graph']);
      expect(refused.json.errors).toMatchObject([{ node_id: 'call', path: ['nodes', 2, 'config', 'url'] }]);
    }
  });

  it('runs neither an incomplete version nor an incomplete drawing', async () => {
    const { id, etag } = await createWorkflow(user, incomplete('first'));
    await saveWorkflow(user, { id, etag }, incomplete('second'));
    for (const body of [{}, { version: 1 }, { version: 'latest' }]) {
      expect((await execute(user, id, body)).json.code).toBe('workflows.invalid_graph');
    }
    expect((await run(id, { version: 1, destination_node_id: 'say' })).output_data).toMatchObject([{ word: 'first' }]);
  });

  it('is refused together with a version, in a shape that is none, and where nothing is known of the workflow', async () => {
    const { id } = await createWorkflow(user, sayingGraph('saved'));
    expect((await execute(user, id, { graph: sayingGraph('x'), version: 1 })).status).toBe(400);
    expect((await execute(user, id, { graph: { nodes: 7, connections: [] } })).status).toBe(422);
    expect((await execute(user, id, { graph: { nodes: [], connections: [], extra: 1 } })).status).toBe(400);
    expect((await execute(user, id, { version: 99 })).status).toBe(422);
    const stranger = await createUser();
    expect((await execute(stranger, id, { graph: sayingGraph('x') })).status).toBe(404);
  });

  it('needs the permission to draw, and to use the credentials that it names', async () => {
    const { id } = await publish(user, sayingGraph('saved'));
    const withScopes = async (...scopes: string[]) => {
      const made = await user.api('POST', '/api-keys', { name: 'K', scopes });
      return { 'x-api-key': String(made.json.key), 'content-type': 'application/json' };
    };
    const call = async (headers: Record<string, string>, body: object) =>
      send('POST', `/api/v1/workspaces/${user.workspaceId}/workflows/${id}/execute`, {
        headers,
        body: JSON.stringify(body),
      });
    const runner = await withScopes('workflows:run');
    expect((await call(runner, { wait: true })).status).toBe(200);
    expect((await call(runner, { graph: sayingGraph('x') })).json.code).toBe('permissions.denied');
    const secret = { name: 'S', type: 'bearer', data: { token: 't' }, allowed_hosts: ['*'] };
    const credentials = String((await user.api('POST', '/credentials', secret)).json.id);
    const graph = {
      nodes: [
        node('start', 'trigger.manual'),
        node('a', 'action.http', { url: 'https://example.com' }, { credentials }),
      ],
      connections: [{ source: 'start', target: 'a' }],
    };
    const drawer = await withScopes('workflows:run', 'workflows:write');
    expect((await call(drawer, { graph })).json.code).toBe('workflows.credential_use_denied');
    expect((await call(drawer, { graph: sayingGraph('mine'), wait: true })).json).toMatchObject({
      output_data: [{ word: 'mine' }],
    });
  });

  it('leaves the execution to be read with the drawing that ran', async () => {
    const { id } = await createWorkflow(user, sayingGraph('saved'));
    const ended = await run(id, { graph: sayingGraph('given') });
    const { workflow_version } = await getExecution(user, ended.id);
    const shown = await user.api('GET', `/workflows/${id}/versions/${workflow_version}`);
    expect(shown.json).toMatchObject({ nodes: sayingGraph('given').nodes });
  });
});
