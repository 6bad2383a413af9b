-- Formerly 3b927107e3e112ac1ee707575b70ea77f5b68edb0cbd36fda2324ba0157a1c87: with a setting of a function that only superusers may declare.
-- The audit log is only ever added to. What is older than its retention goes by one function; the rows of a workspace or a user that
-- is deleted go, or lose their user, by the foreign keys. Roles have no right to change it either, where the database has roles.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Foreign keys act from within a trigger of their own.
  IF pg_trigger_depth() > 1 OR current_setting('linkflow.audit_retention', true) = 'on' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION 'The audit log is only added to.' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON audit_logs
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_logs_keep_all BEFORE TRUNCATE ON audit_logs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Deletes entries that are older; gives a row for each.
CREATE FUNCTION expire_audit_logs(kept_for INTERVAL, at_most INTEGER) RETURNS SETOF INTEGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('linkflow.audit_retention', 'on', true);
  RETURN QUERY DELETE FROM audit_logs WHERE id IN (
    SELECT id FROM audit_logs WHERE created_at < now() - kept_for LIMIT at_most
  ) RETURNING 1;
  PERFORM set_config('linkflow.audit_retention', 'off', true);
END
$$;

-- What users read of their own account.
CREATE INDEX idx_audit_logs_account ON audit_logs (user_id, created_at DESC, id DESC) WHERE workspace_id IS NULL;
