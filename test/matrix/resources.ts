import { z } from 'zod';
import { holdFile } from '../support/bucket.ts';
import { executionId } from '../support/executions.ts';
import { feedGraph, pollsOf } from '../support/polls.ts';
import { execute } from '../support/run-workflow.ts';
import { createWorkflow, node, publish, type User } from '../support/running-app.ts';

/** Ids by the names that path parameters have for them. */
export type Resources = { readonly [parameter: string]: string };

const created = z.looseObject({ id: z.string() });

async function make(user: User, path: string, body: object): Promise<string> {
  return created.parse((await user.api('POST', path, body)).json).id;
}

/** Of what is shown together with a secret: the only part of the answer that has an id. */
async function makeInside(user: User, path: string, body: object): Promise<string> {
  const parts = Object.values((await user.api('POST', path, body)).json);
  return created.parse(parts.find((part) => created.safeParse(part).success)).id;
}

async function memberOf({ api }: User): Promise<string> {
  const members = z
    .object({ data: z.array(z.object({ user_id: z.string() })) })
    .parse((await api('GET', '/members')).json);
  return members.data[0]?.user_id ?? '';
}

function hookedGraph(canary: string, startId: string) {
  const hook = node('hook', 'trigger.webhook', {}, { name: canary });
  const start = node(startId, 'trigger.manual', {}, { name: `${canary} start` });
  return { nodes: [hook, start], connections: [] };
}

/**
 * One resource of each kind in the workspace of this user, with the canary in their names. A route that has a resource of a
 * new kind in its path needs it here, under the name of its parameter.
 */
export async function createResources(user: User, canary: string): Promise<Resources> {
  // People choose the ids of nodes; these are in no other workspace.
  const nodeId = `start-${user.workspaceId}`;
  const workflow = await publish(user, hookedGraph(canary, nodeId));
  const feed = await createWorkflow(user, feedGraph());
  await user.api('POST', `/workflows/${feed.id}/publish`, {}, { 'if-match': feed.etag });
  const [poll] = await pollsOf(user, feed.id);
  const schedule = { workflow_id: workflow.id, name: canary, cron_expression: '0 3 * * *' };
  const credential = { name: canary, type: 'bearer', data: { token: canary }, allowed_hosts: ['*'] };
  const alert = { name: canary, rule: { kind: 'failure' }, channels: { webhook_url: 'https://example.com/' } };
  const run = await execute(user, workflow.id, { trigger_node_id: nodeId, input: { canary } });
  const execution = executionId(run);
  return {
    workflow_id: workflow.id,
    webhook_id: workflow.webhookId,
    version: '1',
    poll_id: poll?.id ?? '',
    execution_id: execution,
    file_id: await holdFile({ workspaceId: user.workspaceId, executionId: execution }, canary),
    share_id: await make(user, `/executions/${execution}/shares`, {}),
    schedule_id: await make(user, '/schedules', schedule),
    credential_id: await make(user, '/credentials', credential),
    api_key_id: await makeInside(user, '/api-keys', { name: canary, scopes: ['workspace:read'] }),
    invitation_id: await makeInside(user, '/invitations', { type: 'link' }),
    user_id: await memberOf(user),
    view_id: await make(user, '/execution-views', { name: canary, filter: { error_text: canary } }),
    bulk_job_id: await make(user, '/bulk-jobs', { kind: 'cancel', filter: { error_text: canary } }),
    node_id: nodeId,
    type: 'action.send_email',
    alert_id: await make(user, '/alerts', alert),
    variable_id: await make(user, '/variables', { name: 'shared', value: canary }),
  };
}
