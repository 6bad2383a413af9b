import { SELF } from 'cloudflare:test';
import { executionId } from '../../support/executions.ts';
import { execute } from '../../support/run-workflow.ts';
import type { User } from '../../support/running-app.ts';
import { readEvents, type Stream } from '../../support/stream-events.ts';

/** Opens a stream below the workspace of somebody. */
export async function openStream(user: User, path: string, headers: Record<string, string> = {}): Promise<Stream> {
  const url = `https://linkflow.test/api/v1/workspaces/${user.workspaceId}${path}`;
  const response = await SELF.fetch(url, { headers: { authorization: user.authorization, ...headers } });
  if (response.status !== 200 || response.body === null)
    throw new Error(`${response.status}: ${await response.text()}`);
  return readEvents(response.body);
}

export function watch(user: User, id: string, headers: Record<string, string> = {}): Promise<Stream> {
  return openStream(user, `/executions/${id}/stream`, headers);
}

/** Starts an execution that somebody wants to watch. Gives its id. */
export async function startWatched(user: User, workflowId: string, input: object = {}): Promise<string> {
  return executionId(await execute(user, workflowId, { input, watch: true }));
}
