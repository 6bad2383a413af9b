import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { checkRoles } from '../../scripts/database/check-roles.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { ADAPTERS } from '../scripts/adapters.ts';

/** An owner as hosted databases have it: it makes roles, and is held by policies like anybody else. */
async function plainOwner(
  database: DatabaseAdapter,
): Promise<{ readonly name: string; readonly own: DatabaseAdapter }> {
  const name = `owner_${randomBytes(6).toString('hex')}`;
  await database.withSession((session) =>
    session.script(`CREATE ROLE ${name} NOLOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE;
      GRANT CREATE, USAGE ON SCHEMA public TO ${name}`),
  );
  const withSession: DatabaseAdapter['withSession'] = (work) =>
    database.withSession(async (session) => {
      await session.script(`SET SESSION AUTHORIZATION ${name}`);
      return work(session);
    });
  return { name, own: { ...database, withSession, execute: (statement) => withSession((s) => s.execute(statement)) } };
}

/** Whether a server has these roles already, which then belong to somebody else. */
const MAKE = `DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'linkflow_app') THEN
    GRANT linkflow_app, linkflow_auth, linkflow_system TO owner;
  END IF;
END $$`;

const USER = '01900000-0000-7000-8000-000000000001';
const INSERT = `INSERT INTO users (id, email, password_hash) VALUES ('${USER}', 'before@example.com', 'hash')`;

describe.each(ADAPTERS)('an owner that is held by policies, on $name', ({ open }) => {
  let database: DatabaseAdapter;
  let owner: Awaited<ReturnType<typeof plainOwner>>;

  beforeAll(async () => {
    database = await open();
    owner = await plainOwner(database);
    await database.withSession((session) => session.script(MAKE.replaceAll('owner', owner.name)));
  });

  afterAll(async () => {
    await database.withSession((session) =>
      session.script(`DROP OWNED BY ${owner.name} CASCADE; DROP ROLE ${owner.name}`),
    );
    await database.close();
  });

  const rows = async (query: string, on = owner.own) => (await on.execute({ query, params: [] })).rows;

  it('brings a database of before behind the wall, and goes on to see what is there: so does the Worker of before', async () => {
    const all = await loadMigrations(MIGRATIONS);
    const wall = all.findIndex(({ name }) => name === 'row_level_security');
    await migrate(owner.own, all.slice(0, wall));
    await rows(INSERT);
    await migrate(owner.own, all);
    expect(await rows('SELECT email FROM users')).toEqual([['before@example.com']]);
    await rows(`UPDATE users SET first_name = 'Ada'`);
    await checkRoles(owner.own);
  });

  it('takes on the roles, and sees what those see', async () => {
    const asked = owner.own.withSession(async (session) => {
      await session.script('SET ROLE linkflow_app');
      return session.execute({ query: 'SELECT count(email) FROM users', params: [] });
    });
    expect((await asked).rows).toEqual([['0']]);
  });

  it('keeps foreign keys, triggers, and functions of its own at work', async () => {
    const workspace = '01900000-0000-7000-8000-000000000002';
    await rows(`INSERT INTO workspaces (id, owner_id, name, slug, deletes_at)
      VALUES ('${workspace}', '${USER}', 'W', 'w', now() - interval '1 day')`);
    await rows(`INSERT INTO workspace_members (id, workspace_id, user_id, role)
      VALUES ('${workspace}', '${workspace}', '${USER}', 'owner')`);
    await rows(`INSERT INTO api_keys (id, user_id, workspace_id, name, key_prefix, key_hash)
      VALUES ('${workspace}', '${USER}', '${workspace}', 'K', 'lf', 'hash')`);
    await database.execute({ query: `DELETE FROM workspace_members WHERE workspace_id = '${workspace}'`, params: [] });
    expect(await rows('SELECT revoked_at IS NOT NULL FROM api_keys')).toEqual([['t']]);
    await database.execute({ query: 'DELETE FROM workspaces', params: [] }, 'linkflow_system');
    expect(await rows('SELECT 1 FROM api_keys')).toEqual([]);
    expect(await rows('SELECT ensure_partitions(9) > 0')).toEqual([['t']]);
  });

  it('is told what to do when it may make no roles', async () => {
    await database.withSession((session) => session.script(`ALTER ROLE ${owner.name} NOCREATEROLE`));
    const wall = (await loadMigrations(MIGRATIONS)).filter(({ name }) => name === 'row_level_security');
    const elsewhere = wall.map(({ sql, ...one }) => ({
      ...one,
      version: 1000,
      sql: sql.replaceAll('linkflow_app', 'nowhere_app'),
    }));
    await expect(migrate(owner.own, elsewhere)).rejects.toThrow(/may not make it: see docs\/tenancy.md/);
  });

  it('is told of a role that no policy would hold', async () => {
    await database.withSession((session) => session.script('ALTER ROLE linkflow_auth BYPASSRLS'));
    try {
      await expect(checkRoles(owner.own)).rejects.toThrow('Row-level security does not hold linkflow_auth');
    } finally {
      await database.withSession((session) => session.script('ALTER ROLE linkflow_auth NOBYPASSRLS'));
    }
  });
});
