import { type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';

/**
 * Postgres over Neon's HTTP protocol: one round trip per statement, or per `orm.batch([...])`, which is a transaction.
 * Both share one set of type parsers, drizzle's: `sql` gives timestamps as Postgres writes them, and BIGINT and
 * NUMERIC as text.
 */
export type Database = {
  readonly orm: NeonHttpDatabase;
  readonly sql: NeonQueryFunction<false, false>;
};

/** Where the database is. `NEON_FETCH_ENDPOINT`: who takes the statements instead of Neon; empty for Neon itself. */
export type DatabaseSettings = {
  readonly DATABASE_URL: string;
  readonly NEON_FETCH_ENDPOINT: string;
};

/** Opens no connection yet: statements are requests of their own. */
export function createDatabase(settings: DatabaseSettings): Database {
  if (settings.NEON_FETCH_ENDPOINT !== '') neonConfig.fetchEndpoint = settings.NEON_FETCH_ENDPOINT;
  const sql = neon(settings.DATABASE_URL, { disableWarningInBrowsers: true });
  return { sql, orm: drizzle(sql) };
}
