import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { ROLE_NAMES } from '../../src/db/roles.ts';
import { ADAPTERS } from '../scripts/adapters.ts';
import { openTwoTenants } from './two-tenants.ts';
import { read } from './walled-tables.ts';

const ROLES = Object.values(ROLE_NAMES);

/** What would bring down the wall, or lead around it. */
const ATTACKS = [
  'ALTER TABLE workflows DISABLE ROW LEVEL SECURITY',
  'ALTER TABLE workflows NO FORCE ROW LEVEL SECURITY',
  'DROP POLICY app_select ON workflows',
  'CREATE POLICY mine ON workflows USING (true)',
  'ALTER TABLE audit_logs DISABLE TRIGGER audit_logs_append_only',
  'SET session_replication_role = replica',
  'CREATE TABLE mine (n INTEGER)',
  'CREATE TEMPORARY TABLE workflows (n INTEGER)',
  'CREATE FUNCTION mine() RETURNS INTEGER LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE SCHEMA mine',
  'TRUNCATE workflows',
  'TRUNCATE audit_logs',
  'DELETE FROM audit_logs',
  'DROP TABLE workflows',
  'LOCK TABLE schema_migrations',
  'SELECT * FROM schema_migrations',
  'SELECT * FROM executions_default',
  'INSERT INTO node_executions_default SELECT * FROM node_executions',
  `SELECT wall_off('workflows')`,
  `SELECT let_through('linkflow_app', 'workflows', '{select}')`,
  'CREATE ROLE mine',
  'ALTER ROLE linkflow_app BYPASSRLS',
  'ALTER ROLE linkflow_app SUPERUSER',
  'SELECT * FROM pg_authid',
  `SELECT pg_read_file('/etc/passwd')`,
  `COPY (SELECT 1) TO PROGRAM 'true'`,
];

/** Only what runs by itself makes partitions and forgets what is old. */
const NOT_FOR_PEOPLE = [
  'SELECT ensure_partitions(1)',
  `SELECT expire_audit_logs('0 days', 1)`,
  `SELECT forget_audit_addresses('0 days', 1)`,
  `SELECT drop_month('2020-01-01', '1 day', '1 day')`,
  `SELECT compact_month('2020-01-01', 0)`,
  'SELECT * FROM orphaned_journals',
  'DELETE FROM mail_queue',
];

describe.each(ADAPTERS)('the powers of the roles on $name', ({ open }) => {
  let database: DatabaseAdapter;

  beforeAll(async () => {
    database = await openTwoTenants(open);
  });

  afterAll(() => database.close());

  /** As whoever has logged in by that role, and can go back to nobody else. */
  const refusalOf = (role: string, query: string): Promise<string> =>
    database.withSession(async (session) => {
      await session.script(`BEGIN; SET LOCAL ROLE ${role}`);
      try {
        await session.script(query);
        return 'done';
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : String(error);
      } finally {
        await session.script('ROLLBACK');
      }
    });

  it.each(ATTACKS)('does not allow any of them: %s', async (query) => {
    for (const role of ROLES) expect([role, await refusalOf(role, query)]).toEqual([role, '42501']);
  });

  it.each(NOT_FOR_PEOPLE)('allows neither people nor authentication: %s', async (query) => {
    for (const role of [ROLE_NAMES.people, ROLE_NAMES.auth]) {
      expect([role, await refusalOf(role, query)]).toEqual([role, '42501']);
    }
  });

  it.each([
    'SELECT password_hash FROM users',
    'SELECT mfa_secret FROM users',
    'SELECT refresh_hash FROM sessions',
    'SELECT code_hash FROM recovery_codes',
    'SELECT token_hash FROM account_links',
    'SELECT * FROM attempts',
    'SELECT * FROM mail_queue',
    'SELECT * FROM spent_tokens',
    `UPDATE users SET status = 'active'`,
    `UPDATE workspaces SET plan_limits = NULL`,
    'UPDATE subscriptions SET grace_until = NULL',
    'DELETE FROM executions',
    'UPDATE audit_logs SET details = NULL',
    'DELETE FROM workspaces',
  ])('shows people no proof of anybody, and lets them change no account: %s', async (query) => {
    expect(await refusalOf(ROLE_NAMES.people, query)).toBe('42501');
  });

  it('lets the nightly job make partitions, behind the wall as well, though it may make no table', async () => {
    const made = await database.execute({ query: 'SELECT ensure_partitions(8)', params: [] }, ROLE_NAMES.system);
    expect(Number(made.rows[0]?.[0])).toBeGreaterThan(0);
    const bare = `SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' AND NOT relrowsecurity`;
    expect(await read(database, bare)).toEqual([]);
    const refused = database.execute(
      { query: 'SELECT count(*) FROM executions_default', params: [] },
      ROLE_NAMES.system,
    );
    await expect(refused).rejects.toMatchObject({ code: '42501' });
  });

  it('counts for people nothing that another workspace used', async () => {
    const used = `SELECT sum(started), sum(counted) FROM execution_days`;
    const before = await read(database, used);
    const ofAll = `SELECT count_of_deleted(id, '-infinity') FROM unnest($1::uuid[]) AS id`;
    const ids = (await read(database, 'SELECT workflow_id FROM executions')).flat().join(',');
    await database.execute({ query: ofAll, params: [`{${ids}}`] }, ROLE_NAMES.people);
    expect(await read(database, used)).toEqual(before);
  });

  it('lets the nightly job forget old entries of the audit log, and nothing else change them', async () => {
    const forget = { query: `SELECT count(*) FROM expire_audit_logs('-1000 years', 1)`, params: [] };
    expect((await database.execute(forget, ROLE_NAMES.system)).rows).toEqual([['1']]);
  });
});
