import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { MigrationError, migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations, type Migration } from '../../scripts/database/migrations.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { ADAPTERS } from './adapters.ts';

function migration(version: number, sql: string): Migration {
  return { version, name: 'test', checksum: sql, former: [], sql };
}

const first = migration(1, 'CREATE TABLE first (n INTEGER); INSERT INTO first VALUES (1);');

describe('loadMigrations', () => {
  it('reads the numbered files in order', async () => {
    const versions = (await loadMigrations(MIGRATIONS)).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });
});

describe.each(ADAPTERS)('migrate on $name', ({ open }) => {
  let database: DatabaseAdapter;

  beforeAll(async () => {
    database = await open();
  });

  afterAll(() => database.close());

  async function count(table: string): Promise<unknown> {
    const { rows } = await database.execute({ query: `SELECT count(*) FROM ${table}`, params: [] });
    return rows[0]?.[0];
  }

  it('applies each migration once, also when two runners start at the same time', async () => {
    const applied = await Promise.all([migrate(database, [first]), migrate(database, [first])]);
    expect(applied.flat()).toEqual([first]);
    expect(await count('first')).toBe('1');
  });

  it('leaves nothing of a failed migration behind, keeps those before it, and can be run again', async () => {
    const second = migration(2, 'CREATE TABLE second (n INTEGER)');
    const broken = migration(3, 'CREATE TABLE third (n INTEGER); SELECT 1 / 0;');
    const attempt = migrate(database, [first, second, broken]);
    await expect(attempt).rejects.toThrow('Migration 0003_test failed: division by zero');
    expect(await count('second')).toBe('0');
    await expect(count('third')).rejects.toMatchObject({ code: '42P01' });
    const mended = migration(3, 'CREATE TABLE third (n INTEGER)');
    expect(await migrate(database, [first, second, mended])).toEqual([mended]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    const changed = { ...first, checksum: 'another' };
    await expect(migrate(database, [changed])).rejects.toThrow(MigrationError);
    await expect(migrate(database, [changed])).rejects.toThrow('was changed after it was applied');
  });

  it('takes one for applied that says what it was formerly', async () => {
    const rewritten = { ...first, checksum: 'another', former: [first.checksum] };
    expect(await migrate(database, [rewritten])).toEqual([]);
  });

  it('applies the real ones', async () => {
    const real = (await loadMigrations(MIGRATIONS)).map((one) => ({ ...one, version: one.version + 100 }));
    expect(await migrate(database, real)).toHaveLength(real.length);
    expect(await count('executions')).toBe('0');
  });

  it('names what was done before as it is named now', async () => {
    const old = ['workflow.saved', 'credential.updated', 'execution.cancelled', 'webhook.secret_set'];
    const kept = ['api_keys.created', 'accounts.registered', 'workspaces.updated', 'workflows.saved', 'workflow'];
    for (const action of [...old, ...kept]) {
      await database.execute({
        query: 'INSERT INTO audit_logs (id, action) VALUES (gen_random_uuid(), $1)',
        params: [action],
      });
    }
    const renaming = (await loadMigrations(MIGRATIONS)).find(({ name }) => name === 'audit_actions');
    // Nothing kept it from changing entries then.
    const then = `ALTER TABLE audit_logs DISABLE TRIGGER USER; ${renaming?.sql}; ALTER TABLE audit_logs ENABLE TRIGGER USER`;
    await database.withSession((session) => session.script(then));
    const { rows } = await database.execute({ query: 'SELECT action FROM audit_logs', params: [] });
    const renamed = ['workflows.saved', 'credentials.updated', 'executions.cancelled', 'webhooks.secret_set'];
    expect(rows.flat().sort()).toEqual([...renamed, ...kept].sort());
  });

  it('knows of the endpoints of before whether somebody set their secret', async () => {
    const id = (n: number): string => `01900000-0000-7000-8000-00000000000${n}`;
    const endpoint = (n: number): string =>
      `INSERT INTO webhook_endpoints (id, workflow_id, workspace_id, node_id, endpoint_id)
       VALUES ('${id(n)}', '${id(3)}', '${id(2)}', 'hook ${n}', 'endpoint ${n}');`;
    const audit = (n: number, action: string, moment: string): string =>
      `INSERT INTO audit_logs (id, workspace_id, action, target_type, target_id, created_at)
       VALUES (gen_random_uuid(), '${id(2)}', 'webhooks.${action}', 'webhook_endpoint', '${id(n)}', '${moment}');`;
    const setting = (await loadMigrations(MIGRATIONS)).find(({ name }) => name === 'webhook_secrets')?.sql ?? '';
    await database.withSession((session) =>
      session.script(`
        INSERT INTO users (id, email, password_hash) VALUES ('${id(1)}', 'migrate@example.com', 'hash');
        INSERT INTO workspaces (id, owner_id, name, slug) VALUES ('${id(2)}', '${id(1)}', 'W', 'migrate');
        INSERT INTO workflows (id, workspace_id, created_by, name) VALUES ('${id(3)}', '${id(2)}', '${id(1)}', 'W');
        ${[4, 5, 6].map(endpoint).join('')}
        ${audit(4, 'secret_rotated', '2026-01-01T00:00:00Z')} ${audit(4, 'secret_set', '2026-01-02T00:00:00Z')}
        ${audit(5, 'secret_set', '2026-01-01T00:00:00Z')} ${audit(5, 'secret_rotated', '2026-01-02T00:00:00Z')}
        ${setting.slice(setting.indexOf('UPDATE'))}`),
    );
    const query = 'SELECT endpoint_id, secret_set_at IS NOT NULL FROM webhook_endpoints ORDER BY id';
    const { rows } = await database.execute({ query, params: [] });
    expect(rows.map(([name, known]) => `${name} ${known}`)).toEqual(['endpoint 4 t', 'endpoint 5 f', 'endpoint 6 f']);
  });
});
