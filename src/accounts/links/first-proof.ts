/**
 * Until somebody has shown that the address of an account is theirs, anybody may have registered with it. These are the parts of a
 * statement that take away what they left to get in by, once the owner of the mailbox comes: part `strangers` has the `id` of
 * the account, `given` has `now`. In a personal workspace nobody and nothing of theirs stays, either. The factors of the row itself are
 * {@link WITHOUT_FACTORS}.
 */
export const STRANGERS_GONE = `
emptied AS (
  SELECT w.id, s.id AS owner_id FROM strangers s JOIN workspaces w ON w.owner_id = s.id AND w.is_personal
), stranger_sessions AS (
  UPDATE sessions t SET revoked_at = g.now FROM given g, strangers s WHERE t.user_id = s.id AND t.revoked_at IS NULL
), stranger_identities AS (
  DELETE FROM user_identities t USING strangers s WHERE t.user_id = s.id
), stranger_passkeys AS (
  DELETE FROM passkeys t USING strangers s WHERE t.user_id = s.id
), stranger_codes AS (
  DELETE FROM recovery_codes t USING strangers s WHERE t.user_id = s.id
), stranger_connections AS (
  DELETE FROM oauth_connections t USING strangers s WHERE t.user_id = s.id
), stranger_keys AS (
  UPDATE api_keys t SET revoked_at = g.now FROM given g, strangers s
  WHERE t.revoked_at IS NULL
    AND (s.id IN (t.user_id, t.created_by) OR t.workspace_id IN (SELECT e.id FROM emptied e WHERE e.owner_id = s.id))
), stranger_invitations AS (
  UPDATE invitations t SET revoked_at = g.now FROM given g, strangers s
  WHERE t.revoked_at IS NULL
    AND (t.invited_by = s.id OR t.workspace_id IN (SELECT e.id FROM emptied e WHERE e.owner_id = s.id))
), stranger_members AS (
  DELETE FROM workspace_members t USING emptied e WHERE t.workspace_id = e.id AND t.user_id <> e.owner_id
)`;

/** Of the row `u` of such an account, in the same statement's update: its factors, if it is among the `strangers`. */
export const WITHOUT_FACTORS = `
    mfa_enabled = u.mfa_enabled AND NOT EXISTS (SELECT 1 FROM strangers s WHERE s.id = u.id),
    mfa_secret = CASE WHEN EXISTS (SELECT 1 FROM strangers s WHERE s.id = u.id) THEN NULL ELSE u.mfa_secret END,
    mfa_confirmed_at = CASE WHEN EXISTS (SELECT 1 FROM strangers s WHERE s.id = u.id) THEN NULL ELSE u.mfa_confirmed_at END`;
