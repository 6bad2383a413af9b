import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auditLogSchema } from '../../src/audit/audit.schemas.ts';
import { runNightly } from '../../src/retention/run-nightly.ts';
import { pageSchema } from '../../src/shared/pagination.ts';
import { call, logIn, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp();
const page = pageSchema(auditLogSchema);

type User = Awaited<ReturnType<typeof newUser>>;

function pathOf({ workspace }: User): string {
  return `/api/v1/workspaces/${workspace.id}/audit-logs`;
}

async function rename(user: User, name: string): Promise<void> {
  await call(app, { method: 'PATCH', path: `/api/v1/workspaces/${user.workspace.id}`, body: { name } }, user.bearer);
}

/** Entries of an old past, as many as asked for, so that there is more than one page to export. */
async function insertEntries({ workspace }: User, count: number): Promise<void> {
  await testDatabase().sql.query(
    `INSERT INTO audit_logs (id, workspace_id, action, target_type, target_id, created_at)
     SELECT gen_random_uuid(), $1::uuid, 'workflows.saved', 'workflow', n::text, now() - interval '2 days' FROM generate_series(1, $2::int) n`,
    [workspace.id, count],
  );
}

describe('GET /workspaces/{workspace_id}/audit-logs', () => {
  it('is filtered by kind of target and by time', async () => {
    const user = await newUser(app);
    await rename(user, 'One');
    await insertEntries(user, 3);
    const count = async (query: string) => {
      const answer = await call(app, { method: 'GET', path: `${pathOf(user)}?${query}` }, user.bearer);
      return page.parse(answer.body).data.length;
    };
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString();
    expect(await count('target_type=workflow')).toBe(3);
    expect(await count('target_type=workspace')).toBe(1);
    expect(await count(`created_before=${yesterday}`)).toBe(3);
    expect(await count(`created_from=${yesterday}`)).toBe(2);
    expect(await count(`user_id=${user.user.id.toUpperCase()}`)).toBe(2);
  });

  it('takes a cursor for the same filter alone', async () => {
    const user = await newUser(app);
    await insertEntries(user, 3);
    const first = await call(app, { method: 'GET', path: `${pathOf(user)}?limit=1&target_type=workflow` }, user.bearer);
    const { next_cursor: cursor } = page.parse(first.body);
    const other = await call(app, { method: 'GET', path: `${pathOf(user)}?limit=1&cursor=${cursor}` }, user.bearer);
    expect(other).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
  });
});

describe('GET /workspaces/{workspace_id}/audit-logs/export', () => {
  it('gives each entry once, as lines of JSON, over many pages', async () => {
    const user = await newUser(app);
    await insertEntries(user, 1203);
    const response = await app.request(`${pathOf(user)}/export`, { headers: user.bearer });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).trimEnd().split('\n');
    const entries = z.array(auditLogSchema).parse(lines.map((line) => JSON.parse(line)));
    expect(new Set(entries.map(({ id }) => id)).size).toBe(1204);
    expect(entries.map(({ created_at }) => created_at)).toEqual(
      entries
        .map(({ created_at }) => created_at)
        .sort()
        .reverse(),
    );
  });

  it('takes the filters of the list, and gives nothing for nothing', async () => {
    const user = await newUser(app);
    await insertEntries(user, 2);
    const read = async (query: string) =>
      (await app.request(`${pathOf(user)}/export?${query}`, { headers: user.bearer })).text();
    expect((await read('action=workflows.saved')).match(/\n/g)).toHaveLength(2);
    expect(await read('action=nothing.done')).toBe('');
  });

  it('is for those who may read the log', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    expect((await app.request(`${pathOf(ada)}/export`, { headers: bob.bearer })).status).toBe(404);
  });
});

describe('GET /users/me/audit', () => {
  it('shows users what was done with their own account, and nothing of others', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    await rename(ada, 'Not of the account');
    await logIn(app, ada.email);
    const own = page.parse((await call(app, { method: 'GET', path: '/api/v1/users/me/audit' }, ada.bearer)).body);
    expect(own.data.map(({ action }) => action)).toContain('accounts.signed_in');
    expect(own.data.every(({ user_id }) => user_id === ada.user.id)).toBe(true);
    expect(own.data.map(({ action }) => action)).not.toContain('workspaces.updated');
    const other = page.parse((await call(app, { method: 'GET', path: '/api/v1/users/me/audit' }, bob.bearer)).body);
    expect(other.data.filter(({ user_id }) => user_id === ada.user.id)).toEqual([]);
  });
});

describe('the audit log', () => {
  it.each([
    ['changed', `UPDATE audit_logs SET action = 'nothing.happened' WHERE workspace_id = $1`],
    ['deleted', 'DELETE FROM audit_logs WHERE workspace_id = $1'],
  ])('is never %s', async (_what, statement) => {
    const user = await newUser(app);
    await expect(testDatabase().sql.query(statement, [user.workspace.id])).rejects.toThrow(/audit/);
    const log = page.parse((await call(app, { method: 'GET', path: pathOf(user) }, user.bearer)).body);
    expect(log.data.map(({ action }) => action)).toContain('accounts.registered');
  });

  it('loses by the night what is older than a year, and goes with its workspace', async () => {
    const user = await newUser(app);
    const { sql } = testDatabase();
    await sql.query(
      `INSERT INTO audit_logs (id, workspace_id, action, created_at)
       VALUES (gen_random_uuid(), $1::uuid, 'workflows.deleted', now() - interval '2 years')`,
      [user.workspace.id],
    );
    await runNightly(testDatabase(), Date.now);
    const log = page.parse((await call(app, { method: 'GET', path: pathOf(user) }, user.bearer)).body);
    expect(log.data.map(({ action }) => action)).not.toContain('workflows.deleted');
    await sql.query('DELETE FROM workspaces WHERE id = $1', [user.workspace.id]);
    expect(await sql.query('SELECT 1 FROM audit_logs WHERE workspace_id = $1', [user.workspace.id])).toEqual([]);
  });
});
