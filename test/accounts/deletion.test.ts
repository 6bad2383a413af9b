import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sessions, users } from '../../src/accounts/accounts.table.ts';
import { ROWS_OF_A_USER } from '../../src/accounts/deletion/delete-statement.ts';
import { auditLogs } from '../../src/audit/audit.table.ts';
import { runNightly } from '../../src/retention/run-nightly.ts';
import { newId } from '../../src/shared/ids.ts';
import { workspaceMembers, workspaces } from '../../src/workspaces/workspaces.table.ts';
import { mailsTo } from '../support/accounts/account-mail.ts';
import { call, type Headers, newUser, PASSWORD } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp();
const db = testDatabase();
const { orm } = db;

type User = Awaited<ReturnType<typeof newUser>>;

function deleteMe(bearer: Headers) {
  return call(app, { method: 'DELETE', path: '/api/v1/users/me' }, bearer);
}

async function join(workspaceId: string, userId: string, role: 'owner' | 'member'): Promise<void> {
  const id = newId(Date.now());
  await orm.insert(workspaceMembers).values({ id, workspace_id: workspaceId, user_id: userId, role });
}

async function rowOf({ user }: User) {
  const [row] = await orm.select().from(users).where(eq(users.id, user.id));
  return row;
}

/** Where a user may be named, and what is left there on purpose: what was done, by an id that names nobody. */
const KEPT = new Set([
  'alerts.created_by',
  'api_keys.created_by',
  'audit_logs.user_id',
  'bulk_jobs.created_by',
  'credentials.connected_by',
  'credentials.created_by',
  'execution_attention.settled_by',
  'execution_views.created_by',
  'execution_shares.created_by',
  'executions.triggered_by',
  'schedules.created_by',
  'variable_changes.changed_by',
  'variables.updated_by',
  'workflow_versions.created_by',
  'workflows.created_by',
  'workflows.draft_changed_by',
  'workspaces.owner_id',
]);

describe('DELETE /users/me', () => {
  it('deletes the account and what was its alone, and frees the email', async () => {
    const user = await newUser(app);
    expect(await deleteMe(user.bearer)).toMatchObject({ status: 204, body: null });
    expect((await call(app, { method: 'GET', path: '/api/v1/users/me' }, user.bearer)).status).toBe(401);
    const login = { email: user.email, password: PASSWORD };
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/login', body: login })).status).toBe(401);
    const [closed] = await orm.select().from(workspaces).where(eq(workspaces.id, user.workspace.id));
    expect(closed).toMatchObject({ name: 'Deleted', deletes_at: expect.any(Date) });
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/register', body: login })).status).toBe(201);
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).toContain('Your account was deleted');
  });

  it('leaves nothing about the person', async () => {
    const user = await newUser(app);
    await deleteMe(user.bearer);
    const row = await rowOf(user);
    expect(row).toMatchObject({
      status: 'deleted',
      first_name: '',
      last_name: '',
      password_hash: '',
      mfa_secret: null,
    });
    expect(JSON.stringify(row)).not.toContain(user.email);
    const places = z.array(z.object({ place: z.string() })).parse(
      await db.sql.query(`SELECT c.conrelid::regclass || '.' || a.attname AS place FROM pg_constraint c
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
          JOIN pg_class t ON t.oid = c.conrelid AND NOT t.relispartition
          WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass`),
    );
    const expected = new Set<string>([...KEPT, ...ROWS_OF_A_USER]);
    // A new table with rows about people: name it in ROWS_OF_A_USER, or say in KEPT that it may name a user who is gone.
    expect(places.filter(({ place }) => !expected.has(place))).toEqual([]);
    for (const place of ROWS_OF_A_USER) {
      const [table, column] = place.split('.');
      const rows = await db.sql.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [user.user.id]);
      expect(rows, place).toEqual([]);
    }
  });

  it('has its workspaces destroyed by the next night', async () => {
    const user = await newUser(app);
    await deleteMe(user.bearer);
    await runNightly(db, Date.now);
    expect(await orm.$count(workspaces, eq(workspaces.id, user.workspace.id))).toBe(0);
  });

  it('is in the audit log by an id alone; from where it was done is forgotten by the night', async () => {
    const user = await newUser(app);
    const profile = { method: 'PATCH', path: '/api/v1/users/me', body: { last_name: 'Byron-Lovelace' } };
    await call(app, profile, user.bearer);
    await deleteMe({ ...user.bearer, 'cf-connecting-ip': '203.0.113.7' });
    await runNightly(db, Date.now);
    const rows = await orm.select().from(auditLogs).where(eq(auditLogs.user_id, user.user.id));
    expect(rows.map(({ action }) => action)).toContain('accounts.deleted');
    expect(rows.filter(({ ip_address }) => ip_address !== null)).toEqual([]);
    expect(JSON.stringify(rows)).not.toContain(user.email);
    expect(JSON.stringify(rows)).not.toContain('Lovelace');
  });

  it('is refused while others are in a workspace that only this user owns, and then nothing is gone', async () => {
    const [owner, member] = [await newUser(app), await newUser(app)];
    await join(owner.workspace.id, member.user.id, 'member');
    const answer = await deleteMe(owner.bearer);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'accounts.sole_owner', errors: [{ message: expect.stringContaining(owner.workspace.id) }] },
    });
    expect((await call(app, { method: 'GET', path: '/api/v1/users/me' }, owner.bearer)).status).toBe(200);
    expect((await deleteMe(member.bearer)).status).toBe(204);
    expect((await deleteMe(owner.bearer)).status).toBe(204);
  });

  it('leaves a workspace with another owner to that one', async () => {
    const [first, second] = [await newUser(app), await newUser(app)];
    await join(first.workspace.id, second.user.id, 'owner');
    expect((await deleteMe(first.bearer)).status).toBe(204);
    const [workspace] = await orm.select().from(workspaces).where(eq(workspaces.id, first.workspace.id));
    expect(workspace?.owner_id).toBe(second.user.id);
    const mine = and(
      eq(workspaceMembers.workspace_id, first.workspace.id),
      eq(workspaceMembers.user_id, first.user.id),
    );
    expect(await orm.$count(workspaceMembers, mine)).toBe(0);
  });

  it('wants a proof of the last ten minutes, and a session', async () => {
    const user = await newUser(app);
    const longAgo = { confirmed_at: new Date(Date.now() - 11 * 60_000) };
    await orm.update(sessions).set(longAgo).where(eq(sessions.user_id, user.user.id));
    expect(await deleteMe(user.bearer)).toMatchObject({ status: 403, body: { code: 'auth.step_up_required' } });
    expect((await deleteMe({})).status).toBe(401);
    expect((await rowOf(user))?.status).toBe('active');
  });

  it('happens once, however often it is asked for at once', async () => {
    const user = await newUser(app);
    const answers = await Promise.all([1, 2, 3, 4].map(() => deleteMe(user.bearer)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });
});
