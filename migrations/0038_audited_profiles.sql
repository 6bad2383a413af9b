-- What the audit log says of a change of a profile are names of a person: they go with the account, as the addresses do.
CREATE OR REPLACE FUNCTION forget_audit_addresses(deleted_for INTERVAL, at_most INTEGER) RETURNS SETOF INTEGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('linkflow.audit_retention', 'on', true);
  RETURN QUERY UPDATE audit_logs SET ip_address = NULL,
    details = CASE WHEN action = 'accounts.profile_changed' THEN (details::jsonb - 'before' - 'after')::json ELSE details END
  WHERE id IN (
    SELECT a.id FROM users u JOIN audit_logs a ON a.user_id = u.id
    WHERE u.status = 'deleted' AND u.updated_at <= now() - deleted_for
      AND (a.ip_address IS NOT NULL OR (a.action = 'accounts.profile_changed' AND a.details::jsonb ? 'before'))
    LIMIT at_most
  ) RETURNING 1;
  PERFORM set_config('linkflow.audit_retention', 'off', true);
END
$$;
