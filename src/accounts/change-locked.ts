import type { AuthDatabase } from '../db/client.ts';

/** `$1`: the user. */
const LOCK_USER = 'SELECT id FROM users WHERE id = $1::uuid FOR UPDATE';

/** `$1`: the hash of the token of a link. */
const LOCK_HOLDER = `
SELECT u.id FROM users u JOIN account_links l ON l.user_id = u.id WHERE l.token_hash = $1 FOR UPDATE OF u`;

/**
 * `$1`: the same. Who accepts an invitation into the personal workspace of that account at this moment is first, and is seen there, or
 * finds the invitation revoked. Before the user, as all have it who change a workspace.
 */
const LOCK_PERSONAL = `
SELECT w.id FROM workspaces w JOIN account_links l ON l.user_id = w.owner_id
WHERE l.token_hash = $1 AND w.is_personal FOR NO KEY UPDATE OF w`;

/** A statement, and what it takes as JSON. */
type Change<Input> = { readonly statement: string; readonly input: Input };

/**
 * Runs a statement about an account while nobody else changes by what its user gets in: with the lock the statement sees all that was
 * added or opened before it, and whoever comes after it sees what it did.
 */
export async function changeUser(
  db: AuthDatabase,
  { statement, input }: Change<{ readonly userId: string }>,
): Promise<Record<string, unknown>[]> {
  const results = await db.sql.transaction([
    db.sql.query(LOCK_USER, [input.userId]),
    db.sql.query(statement, [JSON.stringify(input)]),
  ]);
  return results.at(-1) ?? [];
}

/** The same for the account of a link. `before`: statements that come first, with their parameters. */
export async function changeByLink(
  db: AuthDatabase,
  { statement, input }: Change<{ readonly tokenHash: string }>,
  before: readonly (readonly [string, readonly unknown[]])[] = [],
): Promise<Record<string, unknown>[]> {
  const results = await db.sql.transaction([
    db.sql.query(LOCK_PERSONAL, [input.tokenHash]),
    db.sql.query(LOCK_HOLDER, [input.tokenHash]),
    ...before.map(([first, parameters]) => db.sql.query(first, [...parameters])),
    db.sql.query(statement, [JSON.stringify(input)]),
  ]);
  return results.at(-1) ?? [];
}
