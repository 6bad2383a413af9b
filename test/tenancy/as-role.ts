import type { DatabaseAdapter, Statement, StatementResult } from '../../scripts/database/adapter.ts';
import { roleStatement } from '../../src/db/role-statement.ts';
import type { ROLE_NAMES } from '../../src/db/roles.ts';
import { idOf, type Tenant } from './two-tenants.ts';

export type Who = { readonly role: keyof typeof ROLE_NAMES; readonly tenant: Tenant | null };

/** What came of a statement: how many rows it read or changed, or why it was refused. */
export type Outcome = { readonly rows: number } | { readonly refused: string };

/**
 * Runs a statement as the Worker would, on behalf of the owner of a tenant or of nobody, and takes it back. SQLSTATE 42501 is
 * both a missing right and a row that a policy does not let in.
 */
export async function attempt(
  database: DatabaseAdapter,
  { role, tenant }: Who,
  statement: Statement,
): Promise<Outcome> {
  const context = tenant === null ? null : { userId: idOf('users', tenant), workspaceId: idOf('workspaces', tenant) };
  const first = roleStatement({ role, assume: true, context });
  return database.withSession(async (session) => {
    await session.script('BEGIN');
    try {
      if (first !== null) await session.execute({ query: first.text, params: first.params });
      return toOutcome(await session.execute(statement));
    } catch (error) {
      return { refused: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
    } finally {
      await session.script('ROLLBACK');
    }
  });
}

function toOutcome({ command, rowCount, rows }: StatementResult): Outcome {
  return { rows: command === 'SELECT' ? Number(rows[0]?.[0] ?? 0) : (rowCount ?? 0) };
}

/** Neither a row nor a change: refused for lack of a right, or by a policy, or nothing was there for it. */
export const NOTHING: readonly Outcome[] = [{ rows: 0 }, { refused: '42501' }];
export const REFUSED: Outcome = { refused: '42501' };
