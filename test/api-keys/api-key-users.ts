import { createdApiKeySchema } from '../../src/api-keys/api-keys.schemas.ts';
import type { App } from '../../src/http/app-types.ts';
import type { Role } from '../../src/security/permissions.ts';
import { call, type newUser } from '../support/api-client.ts';
import { testDatabase } from '../support/test-database.ts';

export type User = Awaited<ReturnType<typeof newUser>>;

export function keysPath({ workspace }: Pick<User, 'workspace'>): string {
  return `/api/v1/workspaces/${workspace.id}/api-keys`;
}

/** Makes a key in the workspace of this user, who asks unless somebody else does. */
export async function newKey(app: App, user: User, body: object, by: User = user) {
  const response = await call(app, { method: 'POST', path: keysPath(user), body }, by.bearer);
  return createdApiKeySchema.parse(response.body);
}

/** Makes somebody a member of the workspace of somebody else. */
export async function join(user: User, { workspace }: User, role: Role): Promise<void> {
  await testDatabase().sql.query(
    'INSERT INTO workspace_members (id, workspace_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, $3)',
    [workspace.id, user.user.id, role],
  );
}
