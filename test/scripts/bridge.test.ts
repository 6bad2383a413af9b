import { neon, neonConfig } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { startBridge } from '../../scripts/database/bridge.ts';
import { createPglite } from '../../scripts/database/pglite.ts';
import { ADAPTERS } from './adapters.ts';

const PASSWORD = 'p%ss/word';

type Bridge = Awaited<ReturnType<typeof startBridge>>;

const endpointOf = ({ address }: Bridge) => `http://${address}/sql`;

describe.each(ADAPTERS)('the bridge over $name', ({ open }) => {
  let database: DatabaseAdapter;
  let bridge: Bridge;

  beforeAll(async () => {
    database = await open();
    bridge = await startBridge({ database, password: PASSWORD });
    neonConfig.fetchEndpoint = endpointOf(bridge);
    await sql.query('CREATE TABLE things (id INTEGER PRIMARY KEY, doc JSONB)');
  });

  afterAll(async () => {
    await bridge.close();
    await database.close();
  });

  const connect = (password: string) =>
    neon(`postgres://user:${encodeURIComponent(password)}@localhost/database`, { disableWarningInBrowsers: true });
  const sql = connect(PASSWORD);

  it('gives values that the driver reads by their types', async () => {
    const rows = await sql.query(
      `SELECT $1::int AS n, 'a'::text AS t, NULL AS z, '{"b": [1]}'::jsonb AS j, ARRAY[1, 2] AS a`,
      [7],
    );
    expect(rows).toEqual([{ n: 7, t: 'a', z: null, j: { b: [1] }, a: [1, 2] }]);
  });

  it('says how many rows a statement touched', async () => {
    const insert = 'INSERT INTO things VALUES ($1, $2), ($3, NULL)';
    const result = await sql.query(insert, [1, { a: 1 }, 2], { fullResults: true });
    expect(result).toMatchObject({ command: 'INSERT', rowCount: 2, rows: [] });
  });

  it('passes on what Postgres says about an error', async () => {
    await expect(sql.query('INSERT INTO things VALUES (1)')).rejects.toMatchObject({
      name: 'NeonDbError',
      code: '23505',
      constraint: 'things_pkey',
      detail: 'Key (id)=(1) already exists.',
    });
    await expect(sql.query('SELEC 1')).rejects.toMatchObject({ code: '42601' });
  });

  it('takes a batch as one transaction', async () => {
    const results = await sql.transaction([sql`SELECT 1 AS one`, sql`INSERT INTO things VALUES (3) RETURNING id`]);
    expect(results).toEqual([[{ one: 1 }], [{ id: 3 }]]);
    const failing = sql.transaction([sql`INSERT INTO things VALUES (4)`, sql`INSERT INTO things VALUES (3)`]);
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await sql`SELECT id FROM things WHERE id = 4`).toEqual([]);
  });

  it('keeps to the isolation level and the access mode of a batch', async () => {
    const queries = [sql`SHOW transaction_isolation`, sql`SHOW transaction_deferrable`];
    const options = { isolationLevel: 'Serializable', readOnly: true, deferrable: true } as const;
    expect(await sql.transaction(queries, options)).toEqual([
      [{ transaction_isolation: 'serializable' }],
      [{ transaction_deferrable: 'on' }],
    ]);
    const write = sql.transaction([sql`INSERT INTO things VALUES (5)`], { readOnly: true });
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('runs a statement again whose table has changed since', async () => {
    expect(await sql`SELECT * FROM things WHERE id = 2`).toEqual([{ id: 2, doc: null }]);
    await sql`ALTER TABLE things ADD COLUMN extra INTEGER`;
    expect(await sql`SELECT * FROM things WHERE id = 2`).toEqual([{ id: 2, doc: null, extra: null }]);
  });

  it('keeps many statements at once apart', async () => {
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const answers = await Promise.all(numbers.map((number) => sql`SELECT ${number}::int AS number`));
    expect(answers.map(([row]) => row?.number)).toEqual(numbers);
  });

  it('refuses who does not know the password', async () => {
    await expect(connect('wrong')`SELECT 1`).rejects.toMatchObject({ code: '28P01' });
    const anonymous = await fetch(endpointOf(bridge), { method: 'POST', body: '{"query": "SELECT 1"}' });
    expect(anonymous.status).toBe(400);
  });

  it.each(['postgres://user:%zz@localhost/database', 'no connection string', ''])(
    'refuses the broken connection string "%s" and goes on',
    async (connectionString) => {
      const headers = { 'neon-connection-string': connectionString };
      const answer = await fetch(endpointOf(bridge), { method: 'POST', headers, body: '{"query": "SELECT 1"}' });
      expect(answer.status).toBe(400);
      expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    },
  );

  it('refuses what is not a statement', async () => {
    const headers = {
      'neon-connection-string': `postgres://user:${encodeURIComponent(PASSWORD)}@localhost/database`,
      'neon-raw-text-output': 'true',
      'neon-array-mode': 'true',
    };
    const answer = await fetch(endpointOf(bridge), { method: 'POST', headers, body: '{"query": 1}' });
    expect([answer.status, await answer.json()]).toEqual([400, { message: 'malformed request' }]);
  });
});

describe('the bridge before its database', () => {
  const ask = (endpoint: string) =>
    fetch(endpoint, {
      method: 'POST',
      headers: {
        'neon-connection-string': `postgres://user:${encodeURIComponent(PASSWORD)}@localhost/database`,
        'neon-raw-text-output': 'true',
        'neon-array-mode': 'true',
      },
      body: JSON.stringify({ query: 'SELECT 1 AS one', params: [] }),
    });

  it('lets its callers wait until it is there', async () => {
    const { promise, resolve } = Promise.withResolvers<DatabaseAdapter>();
    const bridge = await startBridge({ database: promise, password: PASSWORD });
    const answers = [ask(endpointOf(bridge)), ask(endpointOf(bridge))];
    const database = await createPglite();
    resolve(database);
    for (const answer of answers) expect(await (await answer).json()).toMatchObject({ rows: [['1']] });
    await bridge.close();
    await database.close();
  });

  it('says that there is none when it cannot be opened, whatever Postgres said of it', async () => {
    const { promise, reject } = Promise.withResolvers<DatabaseAdapter>();
    const bridge = await startBridge({ database: promise, password: PASSWORD });
    const answer = ask(endpointOf(bridge));
    reject(Object.assign(new Error('no such table'), { code: '42P01', severity: 'ERROR' }));
    expect((await answer).status).toBe(503);
    await bridge.close();
  });
});
