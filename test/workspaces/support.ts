import type { App } from '../../src/http/app-types.ts';
import type { Role } from '../../src/security/permissions.ts';
import { newId } from '../../src/shared/ids.ts';
import { workspaceMembers } from '../../src/workspaces/workspaces.table.ts';
import { call, type Headers, type newUser } from '../support/api-client.ts';
import { testDatabase } from '../support/test-database.ts';

export type Person = Awaited<ReturnType<typeof newUser>>;

/** Puts a user into a workspace, past all invitations. */
export async function join(workspaceId: string, userId: string, role: Role): Promise<void> {
  const row = { id: newId(Date.now()), workspace_id: workspaceId, user_id: userId, role };
  await testDatabase().orm.insert(workspaceMembers).values(row);
}

export async function verifyEmail(person: Person): Promise<void> {
  await testDatabase().sql.query('UPDATE users SET email_verified = true WHERE id = $1::uuid', [person.user.id]);
}

/** A new workspace of its owner, past all limits; answers its path. */
export async function newWorkspace(owner: Person): Promise<string> {
  const id = newId(Date.now());
  await testDatabase().sql.query(
    `INSERT INTO workspaces (id, owner_id, name, slug) VALUES ($1::uuid, $2::uuid, 'Engines', 'engines-' || $1)`,
    [id, owner.user.id],
  );
  await join(id, owner.user.id, 'owner');
  return `/api/v1/workspaces/${id}`;
}

/** Forgets how often was invited. */
export async function forgetInvitations(): Promise<void> {
  await testDatabase().sql.query(`DELETE FROM attempts WHERE kind LIKE 'invitations.%'`);
}

/** What the role of a person in a workspace is, as they see it; `null`: none. */
export async function roleOf(app: App, path: string, bearer: Headers): Promise<unknown> {
  const { status, body } = await call(app, { method: 'GET', path }, bearer);
  return status === 200 ? JSON.parse(JSON.stringify(body)).role : null;
}

/** The actions that the audit log of the workspace tells of, newest first. */
export async function auditedActions(app: App, path: string, bearer: Headers): Promise<readonly string[]> {
  const { body } = await call(app, { method: 'GET', path: `${path}/audit-logs` }, bearer);
  return JSON.parse(JSON.stringify(body)).data.map(({ action }: { action: string }) => action);
}

export function idIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
