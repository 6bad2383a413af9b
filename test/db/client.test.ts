import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { users } from '../../src/accounts/accounts.table.ts';
import { newId } from '../../src/shared/ids.ts';
import { testDatabase } from '../support/test-database.ts';

const NOW = Date.UTC(2026, 10, 22);

function newUser() {
  const id = newId(NOW);
  return { id, email: `${id}@example.com`, password_hash: 'hash' };
}

describe('createDatabase', () => {
  it('runs a statement from inside workerd', async () => {
    const database = testDatabase();
    expect(await database.sql.query('SELECT $1::int + 1 AS sum', [41])).toEqual([{ sum: 42 }]);
  });

  it('reads timestamps as dates, and JSON and arrays as values', async () => {
    const { orm } = testDatabase();
    const [user] = await orm.insert(users).values(newUser()).returning();
    expect(user?.created_at).toBeInstanceOf(Date);
    const result = await orm.execute(sql`SELECT '{"a": [1]}'::jsonb AS json, ARRAY['x', 'y'] AS texts`);
    expect(result.rows).toEqual([{ json: { a: [1] }, texts: ['x', 'y'] }]);
  });

  it('runs a batch as one transaction', async () => {
    const { orm } = testDatabase();
    const [first, second] = [newUser(), newUser()];
    const doubled = orm.insert(users).values({ ...second, email: first.email.toUpperCase() });
    await expect(orm.batch([orm.insert(users).values(first), doubled])).rejects.toMatchObject({
      name: 'NeonDbError',
      code: '23505',
      constraint: 'users_email_key',
    });
    expect(await orm.select().from(users).where(eq(users.id, first.id))).toEqual([]);
  });
});
