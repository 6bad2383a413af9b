import { ROLE_NAMES } from '../../src/db/roles.ts';
import { StartError } from '../support/start-error.ts';
import type { DatabaseAdapter } from './adapter.ts';

/** A role that may pass by policies, or own what they are on, or make such a role, stands before no wall. */
const TOO_STRONG = `SELECT r.rolname FROM pg_roles r
WHERE r.rolname = ANY($1::text[]) AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
  OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relowner = r.oid AND n.nspname = 'public')
  OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid))
ORDER BY r.rolname`;

/** Checks that the policies hold the Worker's roles, whatever has been done to those since. Throws a StartError. */
export async function checkRoles(database: DatabaseAdapter): Promise<void> {
  const names = `{${Object.values(ROLE_NAMES).join(',')}}`;
  const { rows } = await database.execute({ query: TOO_STRONG, params: [names] });
  if (rows.length === 0) return;
  const found = rows.flat().join(', ');
  throw new StartError(`Row-level security does not hold ${found}: it may do too much. See docs/tenancy.md.`);
}
