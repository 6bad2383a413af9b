-- Service keys: no person stands behind them, so they outlive whoever made them. They act for their workspace with a role of their own.
ALTER TABLE api_keys
  ALTER COLUMN user_id DROP NOT NULL,
  ADD COLUMN created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  ADD COLUMN service_role VARCHAR(20),
  ADD CONSTRAINT api_keys_service_role_check CHECK (service_role IN ('admin', 'member', 'viewer')),
  ADD CONSTRAINT api_keys_one_holder CHECK (num_nonnulls(user_id, service_role) = 1);
UPDATE api_keys SET created_by = user_id;

-- Who leaves a workspace, in whatever way, leaves no key behind that works again should they come back.
CREATE FUNCTION end_keys_of_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE api_keys SET revoked_at = now()
  WHERE workspace_id = OLD.workspace_id AND user_id = OLD.user_id AND revoked_at IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER end_keys_of_member AFTER DELETE ON workspace_members
  FOR EACH ROW EXECUTE FUNCTION end_keys_of_member();

-- What a change changed, for its entry in the audit log: the fields that differ, as they were and as they are.
CREATE FUNCTION audit_difference(before JSON, after JSON) RETURNS JSONB LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object(
    'before', COALESCE(jsonb_object_agg(name, before::jsonb -> name ORDER BY name), '{}'),
    'after', COALESCE(jsonb_object_agg(name, after::jsonb -> name ORDER BY name), '{}'))
  FROM jsonb_object_keys(before::jsonb || after::jsonb) AS names(name)
  WHERE before::jsonb -> name IS DISTINCT FROM after::jsonb -> name
$$;
