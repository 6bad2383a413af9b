/**
 * Two statements for a transaction in which somebody proves an address that an account has which waits for its confirmation. Nobody
 * has ever made use of such an account, so it must not keep the address from its owner. `addresses`: a query that gives them. The
 * workspace goes first: its owner can't go before it.
 */
export function displacePending(addresses: string): readonly [string, string] {
  const pending = `SELECT id FROM users WHERE status = 'pending' AND lower(email) IN (${addresses})`;
  return [`DELETE FROM workspaces WHERE owner_id IN (${pending})`, `DELETE FROM users WHERE id IN (${pending})`];
}
