import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter, Statement } from '../../scripts/database/adapter.ts';
import { ADAPTERS } from '../scripts/adapters.ts';
import { attempt, NOTHING, type Outcome, REFUSED, type Who } from './as-role.ts';
import { columnsOf, idOf, insertOf, linkOf, openTwoTenants, type Tenant } from './two-tenants.ts';
import { walledTables } from './walled-tables.ts';

/** What only nodes see, and whoever forgets. */
const HIDDEN_FROM_PEOPLE = new Set([
  'alert_ends',
  'dedupe_keys',
  'dedupe_marks',
  'dedupe_runs',
  'executions_to_forget',
]);

describe.each(ADAPTERS)('the wall on $name', ({ open }) => {
  let database: DatabaseAdapter;
  let tables: readonly string[] = [];

  beforeAll(async () => {
    database = await openTwoTenants(open);
    tables = await walledTables(database);
  });

  afterAll(() => database.close());

  const run = (who: Who, query: string, params: readonly string[] = []) => attempt(database, who, { query, params });

  /** What comes of a statement, for each table where it is not as it should be. */
  async function faults(
    who: Who,
    statementOf: (table: string) => Promise<Statement> | Statement,
    allowed: readonly Outcome[],
  ): Promise<string[]> {
    const found: string[] = [];
    for (const table of tables) {
      const outcome = await attempt(database, who, await statementOf(table));
      const isAllowed = allowed.some((one) => JSON.stringify(one) === JSON.stringify(outcome));
      if (!isAllowed) found.push(`${table}: ${JSON.stringify(outcome)}`);
    }
    return found;
  }

  async function columnsAndLink(table: string, tenant: Tenant) {
    const columns = await columnsOf(database, table);
    return { columns, ...linkOf(table, columns, tenant) };
  }

  /** Sets a column to what it is: the least change there is. */
  const touch = async (table: string): Promise<Statement> => {
    const { column } = await columnsAndLink(table, 'A');
    return { query: `UPDATE ${table} SET ${column} = ${column}`, params: [] };
  };
  const count = (table: string): Statement => ({ query: `SELECT count(*) FROM ${table}`, params: [] });
  const drop = (table: string): Statement => ({ query: `DELETE FROM ${table}`, params: [] });
  const insert = async (table: string, tenant: Tenant): Promise<Statement> =>
    insertOf(table, await columnsOf(database, table), tenant);

  describe('people without a context', () => {
    const nobody: Who = { role: 'people', tenant: null };

    it('see nothing', async () => expect(await faults(nobody, count, NOTHING)).toEqual([]));
    it('change nothing', async () => expect(await faults(nobody, touch, NOTHING)).toEqual([]));
    it('delete nothing', async () => expect(await faults(nobody, drop, NOTHING)).toEqual([]));
    it('add nothing', async () => expect(await faults(nobody, (table) => insert(table, 'A'), [REFUSED])).toEqual([]));
  });

  describe('people in a workspace', () => {
    const owner: Who = { role: 'people', tenant: 'A' };

    it('see what is theirs', async () => {
      const unseen = await faults(owner, count, [{ rows: 1 }]);
      expect(unseen.map((line) => line.split(':')[0])).toEqual([...HIDDEN_FROM_PEOPLE]);
    });

    it('see nothing of another', async () => {
      const ofB = async (table: string): Promise<Statement> => {
        const { column, value } = await columnsAndLink(table, 'B');
        return { query: `SELECT count(*) FROM ${table} WHERE ${column} = $1::uuid`, params: [value] };
      };
      expect(await faults(owner, ofB, NOTHING)).toEqual([]);
    });

    it('change and delete at most what is theirs, without any condition', async () => {
      const own = [...NOTHING, { rows: 1 }];
      expect(await faults(owner, touch, own)).toEqual([]);
      expect(await faults(owner, drop, own)).toEqual([]);
    });

    it('add nothing to another', async () => {
      expect(await faults(owner, (table) => insert(table, 'B'), [REFUSED])).toEqual([]);
    });

    it('move nothing of theirs to another', async () => {
      const move = async (table: string): Promise<Statement> => {
        const { column, value } = await columnsAndLink(table, 'B');
        return { query: `UPDATE ${table} SET ${column} = $1::uuid`, params: [value] };
      };
      expect(await faults(owner, move, NOTHING)).toEqual([]);
    });

    it('take no workflow of another into their workspace', async () => {
      for (const table of ['schedules', 'polls', 'webhook_endpoints', 'executions', 'workflow_versions']) {
        const columns = await columnsOf(database, table);
        const { query, params } = insertOf(table, columns, 'A');
        const place = columns.findIndex(({ name }) => name === 'workflow_id');
        const foreign = insertOf(table, columns, 'B').params[place] ?? '';
        const mixed = params.map((value, index) => (index === place ? foreign : value));
        expect([table, await attempt(database, owner, { query, params: mixed })]).toEqual([table, REFUSED]);
      }
    });
  });

  describe('authentication', () => {
    const PEOPLE_OF_A: Who = { role: 'auth', tenant: 'A' };
    const THEIRS = ['sessions', 'recovery_codes', 'account_links', 'user_identities', 'api_keys', 'oauth_connections'];

    it('finds whoever comes, before it knows who that is', async () => {
      for (const table of [...THEIRS, 'users', 'passkeys', 'workspace_members']) {
        expect(await run({ role: 'auth', tenant: null }, `SELECT count(*) FROM ${table}`)).toEqual({ rows: 2 });
      }
    });

    it('reaches one user alone once it knows who that is', async () => {
      for (const table of THEIRS) {
        expect([table, await run(PEOPLE_OF_A, `SELECT count(*) FROM ${table}`)]).toEqual([table, { rows: 1 }]);
      }
      for (const table of ['users', 'passkeys', 'sessions', 'recovery_codes']) {
        const outcome = await attempt(database, PEOPLE_OF_A, await touch(table));
        expect([table, outcome]).toEqual([table, { rows: 1 }]);
      }
    });

    it.each([
      'SELECT count(data) FROM credentials',
      'SELECT count(*) FROM executions',
      'SELECT count(*) FROM variables',
      'SELECT count(*) FROM workspace_keys',
      'SELECT count(*) FROM audit_logs',
      'SELECT count(nodes) FROM workflows',
      `UPDATE workspace_members SET role = 'owner'`,
      `UPDATE workspaces SET plan_id = 'business'`,
      'UPDATE workspaces SET deletes_at = now()',
      'UPDATE api_keys SET scopes = NULL',
    ])('may not: %s', async (query) => {
      expect(await run(PEOPLE_OF_A, query)).toEqual(REFUSED);
      expect(await run({ role: 'auth', tenant: null }, query)).toEqual(REFUSED);
    });

    it('closes nothing but what its user owns', async () => {
      const close = `UPDATE workflows SET status = 'archived'`;
      const own = `UPDATE workspaces SET deletes_at = now() WHERE id = '${idOf('workspaces', 'A')}'`;
      expect(await run(PEOPLE_OF_A, own)).toEqual({ rows: 1 });
      expect(await run({ role: 'auth', tenant: 'B' }, own)).toEqual(REFUSED);
      expect(await run(PEOPLE_OF_A, close)).toEqual({ rows: 1 });
      expect(await run({ role: 'auth', tenant: null }, close)).toEqual({ rows: 0 });
    });

    it('displaces no account that was ever confirmed, and empties no workspace of one', async () => {
      const nobody: Who = { role: 'auth', tenant: null };
      await database.execute({ query: 'UPDATE users SET email_verified = true', params: [] });
      for (const table of ['workspaces', 'users', 'workspace_members', 'execution_views']) {
        expect([table, await run(nobody, `DELETE FROM ${table}`)]).toEqual([table, { rows: 0 }]);
      }
      expect(await run(nobody, 'UPDATE invitations SET revoked_at = now()')).toEqual({ rows: 0 });
    });
  });

  describe('what runs by itself', () => {
    const system: Who = { role: 'system', tenant: null };

    it('sees what it works on, of all', async () => {
      for (const table of ['executions', 'node_executions', 'schedules', 'polls', 'credentials', 'workflow_versions']) {
        expect([table, await run(system, `SELECT count(*) FROM ${table}`)]).toEqual([table, { rows: 2 }]);
      }
    });

    it.each([
      'SELECT count(*) FROM api_keys',
      'SELECT count(*) FROM passkeys',
      'SELECT count(*) FROM recovery_codes',
      'SELECT count(*) FROM invitations',
      'SELECT count(*) FROM audit_logs',
      'SELECT count(email) FROM users',
      'SELECT count(password_hash) FROM users',
      'SELECT count(token_hash) FROM sessions',
      `UPDATE users SET status = 'suspended'`,
      `UPDATE workflows SET nodes = '[]'`,
      `UPDATE credentials SET data = ''`,
      `UPDATE workspaces SET owner_id = id`,
      `UPDATE audit_logs SET action = ''`,
      'DELETE FROM audit_logs',
      'DELETE FROM workflows',
      'DELETE FROM credentials',
    ])('may not: %s', async (query) => expect(await run(system, query)).toEqual(REFUSED));

    it('destroys no workspace before its time, and no account that was confirmed', async () => {
      expect(await run(system, 'DELETE FROM workspaces')).toEqual({ rows: 0 });
      expect(await run(system, 'DELETE FROM users')).toEqual({ rows: 0 });
    });
  });
});
