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

/** Where the database is. `bridge`: takes the statements instead of Neon, on the local stack. */
export type DatabasePlace = { readonly url: string; readonly bridge: Fetcher | undefined };

/** Opens no connection yet: statements are requests of their own. */
export function createDatabase({ url, bridge }: DatabasePlace): Database {
  if (bridge !== undefined) neonConfig.fetchFunction = (...call: Parameters<Fetcher['fetch']>) => bridge.fetch(...call);
  const sql = neon(url, { disableWarningInBrowsers: true });
  return { sql, orm: drizzle(sql) };
}
