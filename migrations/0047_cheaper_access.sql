-- When a session or a key was last used, for the statement that finds out who asks: it calls these once a minute, and does not have to
-- be ready each time for an update that it seldom makes. Whoever calls them needs the right to the columns.
CREATE FUNCTION touch_session(session UUID, at TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE sessions SET last_used_at = at WHERE id = session AND (last_used_at IS NULL OR last_used_at < at - interval '1 minute');
  RETURN FOUND;
END $$;
CREATE FUNCTION touch_api_key(api_key UUID, at TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE api_keys SET last_used_at = at WHERE id = api_key AND (last_used_at IS NULL OR last_used_at < at - interval '1 minute');
  RETURN FOUND;
END $$;

-- Whether whoever asks is a member of a workspace. By a function, since a request is mostly about the one workspace that it names: then
-- nothing has to be made ready for looking up its members.
CREATE FUNCTION is_my_workspace(workspace UUID) RETURNS BOOLEAN LANGUAGE plpgsql STABLE COST 1000 SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM workspace_members m WHERE m.workspace_id = workspace AND m.user_id = linkflow_user());
END $$;
ALTER POLICY app_select ON workspaces USING (id = (SELECT linkflow_workspace()) OR is_my_workspace(id));
