import type { User } from '../support/running-app.ts';
import type { Example } from './example-schema.ts';
import type { Stage } from './stage.ts';

/** Who takes part in the play of an example. */
export type Actors = { readonly user: User; readonly stage: Stage; readonly example: Example };

/** Calls the API on the stage, in the user's workspace. Throws for anything but success. */
export async function api({ user, stage }: Actors, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await stage.send(`/api/v1/workspaces/${user.workspaceId}${path}`, {
    method,
    headers: { authorization: user.authorization, 'content-type': 'application/json', 'if-match': '*' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
