import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { ADAPTERS } from '../scripts/adapters.ts';
import { openTwoTenants } from './two-tenants.ts';
import { OPEN, read, walledTables } from './walled-tables.ts';

const ROLES = `'{linkflow_app,linkflow_auth,linkflow_system}'::text[]`;

/** Tables and their partitions that are not walled off, or that nobody but the owner passes. */
const UNWALLED = `SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relname = ANY($1::text[])
  AND NOT (c.relrowsecurity AND (c.relispartition OR (c.relforcerowsecurity
    AND EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname = 'owner_maintains')
    AND (c.relname = ANY($2::text[])
      OR EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname LIKE 'app\\_%')))))`;

/** Rights on partitions, which would lead around their parents, and on tables that change nothing but what the roles may. */
const AROUND = `SELECT c.relname || ': ' || r.name || ' ' || privilege FROM pg_class c,
  unnest(${ROLES}) AS r(name), unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) AS privilege
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND (c.relispartition OR privilege IN ('TRUNCATE', 'REFERENCES', 'TRIGGER'))
  AND has_table_privilege(r.name, c.oid, privilege)`;

/** What nodes remember is for nodes alone, and what is forgotten within minutes for whoever forgets it. */
const ONLY_SYSTEM = ['dedupe_keys', 'dedupe_marks', 'dedupe_runs', 'executions_to_forget', 'alert_ends'];

/** Functions that run as their owner, without a place of their own to find tables in, or that anybody may call. */
const LOOSE = `SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
  AND (p.proconfig IS NULL OR NOT 'search_path=public, pg_temp' = ANY(p.proconfig)
    OR has_function_privilege('public', p.oid, 'EXECUTE'))`;

describe.each(ADAPTERS)('what the wall is made of, on $name', ({ open }) => {
  let database: DatabaseAdapter;

  beforeAll(async () => {
    database = await openTwoTenants(open);
    await read(database, 'SELECT ensure_partitions(5)');
  });

  afterAll(() => database.close());

  const unwalled = () => read(database, UNWALLED, [`{${Object.keys(OPEN).join(',')}}`, `{${ONLY_SYSTEM.join(',')}}`]);

  it('stands before every table, and every partition, but those that no tenant has rows in', async () => {
    expect(await unwalled()).toEqual([]);
    const known = await walledTables(database);
    expect(known).toEqual(expect.arrayContaining(['users', 'workspaces', 'executions', 'node_executions']));
  });

  it('would be missed before a new table, and comes with one line', async () => {
    await read(database, 'CREATE TABLE plans_of_test (workspace_id UUID NOT NULL REFERENCES workspaces (id))');
    expect(await unwalled()).toEqual([['plans_of_test']]);
    await read(database, `SELECT protect_tenant_table('plans_of_test')`);
    expect(await unwalled()).toEqual([]);
    await read(database, 'DROP TABLE plans_of_test');
  });

  it('has no door in a partition, and lets no role empty, refer to, or hang triggers on a table', async () => {
    expect(await read(database, AROUND)).toEqual([]);
  });

  it('holds roles that own nothing and are nobody else', async () => {
    const strong = `SELECT rolname FROM pg_roles WHERE rolname = ANY(${ROLES})
      AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`;
    const owned = `SELECT relname FROM pg_class WHERE relowner IN (SELECT oid FROM pg_roles WHERE rolname = ANY(${ROLES}))`;
    const members = `SELECT 1 FROM pg_auth_members WHERE member IN (SELECT oid FROM pg_roles WHERE rolname = ANY(${ROLES}))`;
    for (const query of [strong, owned, members]) expect(await read(database, query)).toEqual([]);
  });

  it('names no role in a policy but these and the owner', async () => {
    const others = `SELECT DISTINCT r FROM pg_policies, unnest(roles) AS r WHERE NOT r = ANY(${ROLES}::name[] || current_user)`;
    expect(await read(database, others)).toEqual([]);
  });

  it('has functions of the owner only where they say where they look, for those who need them', async () => {
    expect(await read(database, LOOSE)).toEqual([]);
  });

  it('leaves the audit log to be read and added to', async () => {
    const rights = `SELECT r.name, privilege FROM unnest(${ROLES}) AS r(name),
      unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS privilege
      WHERE has_any_column_privilege(r.name, 'audit_logs', CASE privilege WHEN 'DELETE' THEN 'SELECT' ELSE privilege END)
        AND (privilege <> 'DELETE' OR has_table_privilege(r.name, 'audit_logs', 'DELETE'))
      ORDER BY 1, 2`;
    expect(await read(database, rights)).toEqual([
      ['linkflow_app', 'INSERT'],
      ['linkflow_app', 'SELECT'],
      ['linkflow_auth', 'INSERT'],
      ['linkflow_system', 'INSERT'],
    ]);
  });

  it('costs no index: whose rows they are is found out once, before the first row', async () => {
    const explain = (query: string, role: string) =>
      database.withSession(async (session) => {
        await session.script(`BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL ROLE ${role}`);
        const { rows } = await session.execute({ query: `EXPLAIN ${query}`, params: [] });
        await session.script('ROLLBACK');
        return rows.flat().join('\n');
      });
    const id = '01900000-0000-7000-8000-000000000000';
    const list = `SELECT id FROM executions WHERE workspace_id = '${id}' ORDER BY created_at DESC, id DESC LIMIT 10`;
    const plan = await explain(list, 'linkflow_app');
    expect(plan).toMatch(/InitPlan/);
    expect(plan).toMatch(/Index Cond: .*workspace_id = /);
    const login = await explain(`SELECT id FROM users WHERE lower(email) = 'a'`, 'linkflow_auth');
    expect(login).toContain('users_email_key');
    const session = await explain(`SELECT id FROM sessions WHERE id = '${id}'`, 'linkflow_auth');
    expect(session).toContain('Index Cond: (id = ');
  });
});
