import { type NeonQueryFunction, neon, neonConfig, types } from '@neondatabase/serverless';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';
import { parseExactly } from '../numbers/parse-json.ts';

/**
 * Postgres over Neon's HTTP protocol: one round trip per statement, or per `orm.batch([...])`, which is a transaction.
 * Both share one set of type parsers, drizzle's: `sql` gives timestamps as Postgres writes them, and BIGINT and
 * NUMERIC as text. JSON has all digits of its numbers.
 */
export type Database = {
  readonly orm: NeonHttpDatabase;
  readonly sql: NeonQueryFunction<false, false>;
};

/** Where the database is. `bridge`: takes the statements instead of Neon, on the local stack. */
export type DatabasePlace = { readonly url: string; readonly bridge: Bridge | undefined };

/** What takes statements in place of the network. */
type Bridge = { fetch(address: string, request: RequestInit): Promise<Response> };

/** The numbers of `json` and `jsonb` in Postgres' catalogue of types. */
const JSON_TYPES = [114, 3802];

/** Opens no connection yet: statements are requests of their own. */
export function createDatabase({ url, bridge }: DatabasePlace): Database {
  // The driver has one way to the database for the whole isolate, so the first client sets it.
  if (bridge !== undefined) {
    neonConfig.fetchFunction ??= (...call: Parameters<Bridge['fetch']>) => bridge.fetch(...call);
  }
  for (const type of JSON_TYPES) types.setTypeParser(type, parseExactly);
  const sql = neon(url, { disableWarningInBrowsers: true });
  return { sql, orm: drizzle(sql) };
}
