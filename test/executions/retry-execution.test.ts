import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { getExecution, untilStatus } from '../support/executions.ts';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { republish, retry, runToEnd, sayingGraph } from '../support/run-workflow.ts';
import { changeStatus, createUser, createWorkflow, publish, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

async function endedExecution(workflow: string): Promise<string> {
  return (await runToEnd(user, workflow, { n: 7 })).id;
}

describe('retrying an execution', () => {
  it('runs the same version with the same input, as a child of the execution', async () => {
    const workflow = await publish(user, sayingGraph('old'));
    const id = await endedExecution(workflow.id);
    await republish(user, workflow, sayingGraph('new'));
    const reply = await retry(user, id);
    expect([reply.status, reply.json]).toEqual([
      202,
      expect.objectContaining({ parent_execution_id: id, retry_count: 1, status: 'queued', workflow_version: 1 }),
    ]);
    const again = await untilStatus(user, String(reply.json.id), 'completed');
    expect(again.output_data).toEqual([{ word: 'old', n: 7 }]);
  });

  it('answers its id by the name that an execute call answers it by', async () => {
    const workflow = await publish(user, sayingGraph('old'));
    const id = await endedExecution(workflow.id);
    const { json } = await retry(user, id, {});
    expect(json.execution_id).toBe(json.id);
    await untilStatus(user, String(json.execution_id), 'completed');
  });

  it('runs the published version if asked to, and counts the retries', async () => {
    const workflow = await publish(user, sayingGraph('old'));
    const first = await endedExecution(workflow.id);
    await republish(user, workflow, sayingGraph('new'));
    const second = await retry(user, first, { version: 'published' });
    await untilStatus(user, String(second.json.id), 'completed');
    const third = await retry(user, String(second.json.id), { version: 'published' });
    expect(third.json).toMatchObject({ retry_count: 2, parent_execution_id: second.json.id });
    const ended = await untilStatus(user, String(third.json.id), 'completed');
    expect(ended.output_data).toEqual([{ word: 'new', n: 7 }]);
  });

  it.each(['queued', 'running', 'waiting'])('is refused while the execution is %s', async (status) => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('x'));
    const id = await queueExecution(user, workflow);
    await changeRow(id, `status = '${status}'`);
    const reply = await retry(user, id);
    expect([reply.status, reply.json.code]).toEqual([409, 'executions.not_ended']);
  });

  it('is refused when the workflow is archived, or was never published', async () => {
    const workflow = await createWorkflow(user, sayingGraph('x'));
    const id = await endedExecution(workflow.id);
    const published = await retry(user, id, { version: 'published' });
    expect([published.status, published.json.code]).toEqual([409, 'executions.workflow_unavailable']);
    await changeStatus(user, workflow, 'archive');
    expect((await retry(user, id)).json.code).toBe('executions.workflow_unavailable');
  });
});

describe('an execution of another workspace, or one that does not exist', () => {
  const strange = [
    newId(Date.now()),
    'ffffffff-ffff-7fff-bfff-ffffffffffff',
    '00000000-0000-7000-8000-000000000000',
    crypto.randomUUID(),
  ];

  it.each(strange)('is not found: %s', async (id) => {
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/nodes'],
      ['POST', '/cancel'],
      ['POST', '/retry'],
    ] as const) {
      const reply = await user.api(method, `/executions/${id}${path}`, path === '/retry' ? {} : undefined);
      expect([path, reply.status, reply.json.code]).toEqual([path, 404, 'executions.not_found']);
    }
  });

  it('is not found by a stranger, who changes nothing', async () => {
    const { id: workflow } = await createWorkflow(user, sayingGraph('x'));
    const id = await queueExecution(user, workflow);
    const stranger = await createUser();
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/nodes'],
      ['POST', '/cancel'],
      ['POST', '/retry'],
    ] as const) {
      const reply = await stranger.api(method, `/executions/${id}${path}`, path === '/retry' ? {} : undefined);
      expect(reply.status).toBe(404);
    }
    expect((await getExecution(user, id)).status).toBe('queued');
  });
});

describe('a viewer', () => {
  it('may read executions, but not start, cancel or retry them', async () => {
    const viewer = await createUser();
    const { id: workflow } = await createWorkflow(viewer, sayingGraph('x'));
    const id = await queueExecution(viewer, workflow);
    await testDatabase().sql.query("UPDATE workspace_members SET role = 'viewer' WHERE workspace_id = $1::uuid", [
      viewer.workspaceId,
    ]);
    const looks = await Promise.all(
      ['/executions', `/executions/${id}`, `/executions/${id}/nodes`].map((path) => viewer.api('GET', path)),
    );
    expect(looks.map(({ status }) => status)).toEqual([200, 200, 200]);
    const acts = [`/executions/${id}/cancel`, `/executions/${id}/retry`, `/workflows/${workflow}/execute`];
    const replies = await Promise.all(
      acts.map((path) => viewer.api('POST', path, path.endsWith('cancel') ? undefined : {})),
    );
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect((await getExecution(viewer, id)).status).toBe('queued');
  });
});
