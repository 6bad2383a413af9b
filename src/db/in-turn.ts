import type { Database } from './client.ts';

/** `$1` the workspace. Of two that take it at once, the later one waits here until the other's transaction has ended. */
export const LOCK_WORKSPACE = 'SELECT id FROM workspaces WHERE id = $1::uuid FOR NO KEY UPDATE';

/**
 * Executes a statement while nobody else does so in this workspace, and gives its rows. It is a statement of its own behind the lock, so
 * that it sees what others have written meanwhile: what it counts stays counted.
 */
export async function inTurn(
  { sql }: Database,
  workspaceId: string,
  statement: string,
  params: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  const [, rows = []] = await sql.transaction([
    sql.query(LOCK_WORKSPACE, [workspaceId]),
    sql.query(statement, [...params]),
  ]);
  return rows;
}
