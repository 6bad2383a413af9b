import { type NeonQueryFunction, neon, neonConfig, types } from '@neondatabase/serverless';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';
import { parseExactly } from '../numbers/parse-json.ts';
import { inRole } from './in-role.ts';
import type { DatabaseRole } from './roles.ts';

/**
 * Postgres over Neon's HTTP protocol: one round trip per statement, or per `orm.batch([...])`, which is a transaction.
 * Both share one set of type parsers, drizzle's: `sql` gives timestamps as Postgres writes them, and BIGINT and
 * NUMERIC as text. JSON has all digits of its numbers. `role`: as whom it asks, so that nobody is handed the
 * wrong one; what has none, as in tests, is handed to anybody.
 */
export type Database<Role extends DatabaseRole = DatabaseRole> = {
  readonly orm: NeonHttpDatabase;
  readonly sql: NeonQueryFunction<false, false>;
  readonly role?: Role;
};

/** What people ask for: it sees the workspace of the request, and what is about its user. Without a request it sees nothing. */
export type PeopleDatabase = Database<'people'>;
/** Who finds out who asks: users, sessions, keys. Once that is known, it sees that user's alone. */
export type AuthDatabase = Database<'auth'>;
/** What runs by itself: it sees what it works on, of all workspaces. Nothing that a person asks for goes through it. */
export type SystemDatabase = Database<'system'>;

/** Where the database is. `bridge`: takes the statements instead of Neon, on the local stack. */
export type DatabasePlace = { readonly url: string; readonly bridge: Bridge | undefined };

/** What takes statements in place of the network. */
type Bridge = { fetch(address: string, request: RequestInit): Promise<Response> };

/** The numbers of `json` and `jsonb` in Postgres' catalogue of types. */
const JSON_TYPES = [114, 3802];

/** The driver, as whoever the URL names. Opens no connection yet: statements are requests of their own. */
export function connect({ url, bridge }: DatabasePlace): NeonQueryFunction<false, false> {
  // The driver has one way to the database for the whole isolate, so the first client sets it.
  if (bridge !== undefined) {
    neonConfig.fetchFunction ??= (...call: Parameters<Bridge['fetch']>) => bridge.fetch(...call);
  }
  for (const type of JSON_TYPES) types.setTypeParser(type, parseExactly);
  return neon(url, { disableWarningInBrowsers: true });
}

/** The database as a role, whoever the URL names: it takes on the role with each statement, unless it logs in by it. */
export function createDatabase<Role extends DatabaseRole>(place: DatabasePlace, role: Role): Database<Role> {
  const sql = inRole(connect(place), place.url, role);
  return { sql, orm: drizzle(sql), role };
}
