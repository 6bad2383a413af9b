import { neon, neonConfig } from '@neondatabase/serverless';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { startBridge } from '../../scripts/database/bridge.ts';
import { roleUrls } from '../../scripts/database/bridge-request.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { ADAPTERS } from './adapters.ts';

const PASSWORD = 'the password of the owner';
const URLS = roleUrls(PASSWORD);
const OWNER = `postgres://linkflow:${encodeURIComponent(PASSWORD)}@localhost/database`;

/** Statements that stay on a connection, or would, for whoever has it next. */
const LEFTOVERS = [
  `SELECT set_config('role', 'none', false)`,
  `SELECT set_config('role', 'linkflow_system', false)`,
  `SELECT set_config('role', 'none', true)`,
  `SELECT set_config('role', 'linkflow_app', false)`,
  `SELECT set_config('session_authorization', 'linkflow_system', true)`,
  `SELECT set_config('session_authorization', 'linkflow_auth', false)`,
  `SELECT query_to_xml('SELECT set_config(''ro'' || ''le'', ''none'', false)', true, true, '')`,
  `UPDATE pg_settings SET setting = 'linkflow_system' WHERE name = 'role'`,
  'SELECT 1 / 0',
  'SELECT * FROM nowhere',
  'SELECT count(*) FROM schema_migrations',
];

const REFUSED = [
  'RESET ROLE',
  'RESET SESSION AUTHORIZATION',
  'SET ROLE linkflow_system',
  'SET SESSION AUTHORIZATION postgres',
  'COMMIT',
  'ROLLBACK',
  'BEGIN',
  'DISCARD ALL',
  '/* */ RESET ROLE',
  `DO $$ BEGIN PERFORM set_config('role', 'none', false); END $$`,
  'SELECT 1; RESET ROLE',
];

describe.each(ADAPTERS)('roles on the bridge over $name', ({ open }) => {
  let database: DatabaseAdapter;
  let bridge: Awaited<ReturnType<typeof startBridge>>;

  beforeAll(async () => {
    database = await open();
    await migrate(database, await loadMigrations(MIGRATIONS));
    bridge = await startBridge({ database, password: PASSWORD });
    neonConfig.fetchEndpoint = `http://${bridge.address}/sql`;
  });

  afterAll(async () => {
    await bridge.close();
    await database.close();
  });

  const connect = (url: string) => neon(url, { disableWarningInBrowsers: true });
  const [people, auth, system, owner] = [URLS.people, URLS.auth, URLS.system, OWNER].map(connect);
  const ALL = [
    [people, 'linkflow_app'],
    [auth, 'linkflow_auth'],
    [system, 'linkflow_system'],
  ] as const;
  const who = async (sql: typeof people) => (await sql?.query('SELECT current_user AS who'))?.[0]?.who;

  let ownerName: unknown;
  beforeEach(async () => {
    ownerName ??= await who(owner);
  });

  async function expectAllToBeThemselves(): Promise<void> {
    for (const [sql, name] of ALL) expect(await who(sql)).toBe(name);
    const batch = await system?.transaction([
      system.query('SELECT 1 AS who'),
      system.query('SELECT current_user AS who'),
    ]);
    expect(batch?.[1]).toEqual([{ who: 'linkflow_system' }]);
    expect(await who(owner)).toBe(ownerName);
    expect(await who(people)).toBe('linkflow_app');
  }

  it('are those of the user in the URL', () => expectAllToBeThemselves());

  it('have passwords of their own, of which nobody learns the owner’s', async () => {
    const asOwner = URLS.people.replace('linkflow_app', 'linkflow');
    const asSystem = URLS.people.replace('linkflow_app', 'linkflow_system');
    const byOwner = `postgres://linkflow_app:${encodeURIComponent(PASSWORD)}@localhost/database`;
    for (const url of [asOwner, asSystem, byOwner]) {
      await expect(who(connect(url))).rejects.toMatchObject({ code: '28P01' });
    }
  });

  it.each(LEFTOVERS)('are no others after a statement of people: %s', async (statement) => {
    await people?.query(statement).catch(() => undefined);
    await people?.query('SELECT 1').catch(() => undefined);
    await expectAllToBeThemselves();
    await people?.transaction([people.query(statement), people.query('SELECT 1')]).catch(() => undefined);
    await people?.query('SELECT 1').catch(() => undefined);
    await expectAllToBeThemselves();
  });

  it.each(LEFTOVERS)('are the same in the statement that comes right after: %s', async (statement) => {
    for (const [sql, name] of ALL) {
      await people?.query(statement).catch(() => undefined);
      const found = await who(sql).catch(() => 'refused');
      expect([name, 'refused']).toContain(found);
    }
    await expectAllToBeThemselves();
  });

  it('give back the role that they took on by themselves', async () => {
    for (const [from, own] of ALL) {
      for (const [to, name] of ALL) {
        await from?.query(`SELECT set_config('role', '${own}', false)`);
        expect(await who(to)).toBe(name);
      }
    }
    await expectAllToBeThemselves();
  });

  it.each(REFUSED)('send no: %s', async (statement) => {
    for (const [sql] of ALL) {
      await expect(sql?.query(statement)).rejects.toThrow();
      await expect(sql?.transaction([sql.query('SELECT 1'), sql.query(statement)])).rejects.toThrow();
    }
    await expectAllToBeThemselves();
  });

  it('are kept apart when all ask at once', async () => {
    const asked = Array.from({ length: 60 }, (_, index) => ALL[index % 3] ?? ALL[0]);
    const found = await Promise.all(asked.map(([sql]) => who(sql)));
    expect(found).toEqual(asked.map(([, name]) => name));
  });
});
