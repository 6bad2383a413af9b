import { beforeAll, describe, expect, it } from 'vitest';
import { executionId, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import {
  changeStatus,
  createUser,
  createWorkflow,
  node,
  post,
  type Reply,
  saveWorkflow,
  type User,
} from '../support/running-app.ts';

let user: User;
let credentials: string;
let runner: (path: string, body: object) => Promise<Reply>;

async function withKey(...scopes: string[]): Promise<typeof runner> {
  const { json } = await user.api('POST', '/api-keys', { name: 'Key', scopes });
  const headers = { 'x-api-key': String(json.key) };
  return (path, body) => post(`/api/v1/workspaces/${user.workspaceId}${path}`, body, headers);
}

beforeAll(async () => {
  user = await createUser();
  const secret = { name: 'S', type: 'crypto', data: { hmac_secret: 'secret' } };
  credentials = String((await user.api('POST', '/credentials', secret)).json.id);
  runner = await withKey('workflows:run', 'executions:read', 'executions:write');
});

/** start → sign, which signs a text with the credential */
function signing(value: string, more: object = { credentials }) {
  const config = { operation: 'hmac', value, output_field: 'mac' };
  return {
    nodes: [node('start', 'trigger.manual'), node('sign', 'action.crypto', config, more)],
    connections: chain('start → sign'),
  };
}

const DENIED = { status: 403, json: { code: 'workflows.credential_use_denied', errors: [{ node_id: 'sign' }] } };

describe('a key without credentials:use', () => {
  it('runs a published workflow that uses a credential, and no draft or older version of it', async () => {
    const workflow = await createWorkflow(user, signing('one'));
    const path = `/workflows/${workflow.id}/execute`;
    expect(await runner(path, {})).toMatchObject(DENIED);
    expect(await runner(path, { version: 1 })).toMatchObject(DENIED);
    const published = await changeStatus(user, workflow, 'publish');
    expect(await runner(path, { wait: true })).toMatchObject({ status: 200, json: { status: 'completed' } });
    const drawn = { ...signing('two'), change_message: 'Two' };
    const etag = await saveWorkflow(user, { ...workflow, etag: published }, drawn);
    expect((await runner(path, { wait: true })).status).toBe(200);
    for (const version of ['latest', 2]) expect(await runner(path, { version })).toMatchObject(DENIED);
    expect(await runner(path, { version: 2, destination_node_id: 'sign' })).toMatchObject(DENIED);
    await changeStatus(user, { id: workflow.id, etag }, 'publish');
    expect(await runner(path, { version: 1 })).toMatchObject(DENIED);
    expect(await runner(path, { version: 'latest', wait: true })).toMatchObject({ status: 200 });
  });

  it('runs any version that names no credential', async () => {
    const workflow = await createWorkflow(user, signing('one'));
    const etag = await changeStatus(user, workflow, 'publish');
    await saveWorkflow(
      user,
      { ...workflow, etag },
      {
        nodes: [node('start', 'trigger.manual')],
        connections: [],
        change_message: 'No credential',
      },
    );
    expect((await runner(`/workflows/${workflow.id}/execute`, { version: 2, wait: true })).status).toBe(200);
  });

  it('retries an execution of the published version, and no other that uses a credential', async () => {
    const workflow = await createWorkflow(user, signing('one'));
    const published = await changeStatus(user, workflow, 'publish');
    const id = executionId(await execute(user, workflow.id, { wait: true }));
    const again = await runner(`/executions/${id}/retry`, {});
    expect(again.status).toBe(202);
    await untilStatus(user, String(again.json.id), 'completed');
    const etag = await saveWorkflow(user, { ...workflow, etag: published }, signing('two'));
    await changeStatus(user, { id: workflow.id, etag }, 'publish');
    expect(await runner(`/executions/${id}/retry`, {})).toMatchObject(DENIED);
    expect((await runner(`/executions/${id}/retry`, { version: 'published' })).status).toBe(202);
  });

  it('with that scope does all of it', async () => {
    const may = await withKey('workflows:run', 'executions:write', 'credentials:use');
    const workflow = await createWorkflow(user, signing('one'));
    const reply = await may(`/workflows/${workflow.id}/execute`, { wait: true });
    expect(reply).toMatchObject({ status: 200, json: { status: 'completed' } });
    expect((await may(`/executions/${executionId(reply)}/retry`, {})).status).toBe(202);
  });
});
