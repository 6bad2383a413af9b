import { beforeAll, describe, expect, it } from 'vitest';
import { mayStillWatch } from '../../src/accounts/may-still-watch.ts';
import { newKey } from '../api-keys/api-key-users.ts';
import { newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp();
const db = testDatabase();
let owner: Awaited<ReturnType<typeof newUser>>;

beforeAll(async () => {
  owner = await newUser(app);
});

async function keyWith(more: object): Promise<string> {
  const { api_key } = await newKey(app, owner, { name: 'Watch', scopes: ['executions:read'], ...more });
  return String(api_key.id);
}

async function may(id: string, workspaceId = owner.workspace.id): Promise<boolean> {
  return (await mayStillWatch(db, workspaceId, [{ type: 'api_key', id }])).has(id);
}

describe('an API key', () => {
  it.each([{}, { service_role: 'viewer' }])('may watch as long as it is good: %o', async (more) => {
    const id = await keyWith(more);
    expect(await may(id)).toBe(true);
    await db.sql.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1::uuid', [id]);
    expect(await may(id)).toBe(false);
  });

  it('may not once it has ended, or without the scope', async () => {
    const [ended, other] = [await keyWith({}), await keyWith({ scopes: ['workflows:read'] })];
    await db.sql.query(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1::uuid`, [ended]);
    expect([await may(ended), await may(other)]).toEqual([false, false]);
  });

  it('may not in another workspace, or when its user is no member any more', async () => {
    const id = await keyWith({});
    const other = await newUser(app);
    expect(await may(id, other.workspace.id)).toBe(false);
    await db.sql.query('DELETE FROM workspace_members WHERE workspace_id = $1::uuid', [owner.workspace.id]);
    expect(await may(id)).toBe(false);
  });
});
