import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { ADAPTERS } from './adapters.ts';

const UNSORTED = '{"zeta":1,"b":{"y":"é","x":[]},"aa":null}';
/** The same, as JSONB keeps it. */
const SORTED = { b: { x: [], y: 'é' }, aa: null, zeta: 1 };

const USER = '11111111-1111-4111-8111-111111111111';
const WORKSPACE = '22222222-2222-4222-8222-222222222222';
const WORKFLOW = '33333333-3333-4333-8333-333333333333';
const OTHER_WORKFLOW = '44444444-4444-4444-8444-444444444444';

/** Rows in each table with JSON, in the default partition (2001) and in that of the month. */
const ROWS = `
INSERT INTO users (id, email, password_hash, first_name, last_name) VALUES ('${USER}', 'a@example.com', 'x', 'A', 'B');
INSERT INTO workspaces (id, owner_id, name, slug, settings) VALUES ('${WORKSPACE}', '${USER}', 'w', 'w', '${UNSORTED}');
INSERT INTO workflows (id, workspace_id, name, nodes) VALUES ('${WORKFLOW}', '${WORKSPACE}', 'w', '[${UNSORTED}]');
INSERT INTO workflow_versions (id, workflow_id, version, nodes, connections, settings) VALUES
  (gen_random_uuid(), '${WORKFLOW}', 1, '[]', '[]', '{"error_workflow_id":"${OTHER_WORKFLOW}"}'),
  (gen_random_uuid(), '${WORKFLOW}', 2, '[]', '[]', '{}');
INSERT INTO executions (id, workflow_id, workspace_id, workflow_version, status, trigger_type, created_at, trigger_data,
  input_data, output_data, metadata)
SELECT gen_random_uuid(), '${WORKFLOW}', '${WORKSPACE}', 2, 'running', 'webhook', at, '${UNSORTED}', '2', NULL, '{"order":"7"}'
FROM unnest(ARRAY[now(), '2001-01-01']) AS at;
INSERT INTO node_executions (id, execution_id, node_id, node_type, node_name, created_at, input_data, output_data, logs)
SELECT gen_random_uuid(), id, 'a', 'b', 'c', created_at, '[]', '${UNSORTED}', '[]' FROM executions;
INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, payload)
SELECT id, created_at, 'a', 0, 1, workspace_id, 'webhook', '${UNSORTED}' FROM executions;
INSERT INTO maintenance_state (name, value) VALUES ('execution_count', to_jsonb('-infinity'::text));`;

describe.each(ADAPTERS)('keep_written_json on $name', ({ open }) => {
  let database: DatabaseAdapter;

  beforeAll(async () => {
    database = await open();
    const migrations = await loadMigrations(MIGRATIONS);
    const at = migrations.findIndex(({ name }) => name === 'keep_written_json');
    await migrate(database, migrations.slice(0, at));
    await database.withSession((session) => session.script(ROWS));
    await migrate(database, migrations.slice(at));
  });

  afterAll(() => database.close());

  async function column(query: string): Promise<unknown[]> {
    const { rows } = await database.execute({ query, params: [] });
    return rows.map(([value]) => value);
  }

  it('leaves no column as JSONB', async () => {
    const query = `SELECT table_name || '.' || column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type = 'jsonb'`;
    expect(await column(query)).toEqual([]);
  });

  it('keeps the values that are there', async () => {
    const texts = await column(`SELECT trigger_data FROM executions UNION ALL SELECT output_data FROM node_executions
      UNION ALL SELECT payload FROM execution_waits UNION ALL SELECT settings FROM workspaces
      UNION ALL SELECT nodes -> 0 FROM workflows`);
    expect(texts.map((text) => JSON.parse(String(text)))).toEqual(Array.from({ length: 8 }, () => SORTED));
    const others = await column('SELECT input_data FROM executions UNION ALL SELECT output_data FROM executions');
    expect(others).toEqual(['2', '2', null, null]);
    expect(await column(`SELECT value #>> '{}' FROM maintenance_state`)).toEqual(['-infinity']);
  });

  it('keeps what is written from now on as it is written, in partitions made later, too', async () => {
    await database.withSession((session) => session.script('SELECT ensure_partitions(4)'));
    const query = `UPDATE executions SET created_at = created_at + interval '100 days', output_data = '${UNSORTED}'
      WHERE created_at > now() - interval '1 hour' RETURNING output_data`;
    expect(await column(query)).toEqual([UNSORTED]);
  });

  it('keeps the defaults', async () => {
    const query = `INSERT INTO workflows (id, workspace_id, name) VALUES ('${OTHER_WORKFLOW}', '${WORKSPACE}', 'o')
      RETURNING nodes::text || connections || settings`;
    expect(await column(query)).toEqual(['[][]{}']);
  });

  it('finds executions by the metadata that they had before', async () => {
    expect(await column(`SELECT count(*) FROM execution_values WHERE key = 'order' AND value = '7'`)).toEqual(['2']);
  });

  it('goes on reporting failures to the error workflow that a version names', async () => {
    await database.withSession((session) =>
      session.script(`UPDATE executions SET status = 'failed', workflow_version = 1 WHERE created_at < '2002-01-01'`),
    );
    await database.withSession((session) =>
      session.script(`UPDATE executions SET status = 'failed' WHERE status = 'running'`),
    );
    expect(await column('SELECT error_workflow_id FROM failure_reports')).toEqual([OTHER_WORKFLOW]);
  });
});
