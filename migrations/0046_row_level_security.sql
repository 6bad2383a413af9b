-- The second wall: whoever forgets a WHERE sees nothing of others. The Worker comes in through three roles that own nothing:
-- linkflow_app for what people ask for, linkflow_auth for finding out who they are, linkflow_system for what runs by itself.
-- docs/tenancy.md says who may do what, and what an administrator has to do where this migration may not make roles.

DO $$
DECLARE
  wanted TEXT;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['linkflow_app', 'linkflow_auth', 'linkflow_system'] LOOP
    -- Roles belong to the whole server, so another database may have made them, or be making them now.
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', wanted);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'The role % is missing, and % may not make it: see docs/tenancy.md.', wanted, current_user
            USING ERRCODE = 'insufficient_privilege';
      END;
    END IF;
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)) THEN
      RAISE EXCEPTION 'The role % may do too much, and no policy would hold it: see docs/tenancy.md.', wanted;
    END IF;
    -- So that the owner, whose URL may be the only one, can take on the role.
    IF NOT EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.roleid = wanted::regrole AND m.member = current_user::regrole
      AND NOT m.admin_option) THEN
      BEGIN
        EXECUTE format('GRANT %I TO %I', wanted, current_user);
      EXCEPTION WHEN insufficient_privilege THEN
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
          RAISE EXCEPTION '% is not a member of the role %: see docs/tenancy.md.', current_user, wanted
            USING ERRCODE = 'insufficient_privilege';
        END IF;
      END;
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO linkflow_app, linkflow_auth, linkflow_system;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- A temporary table would stand before one of ours of the same name, for whoever has the connection next.
DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$;

-- Who asks, in which workspace: set for one transaction, together with its statements. NULL, which equals nothing, if nobody said so.
CREATE FUNCTION linkflow_workspace() RETURNS UUID LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('linkflow.workspace_id', true), '')::uuid
$$;
CREATE FUNCTION linkflow_user() RETURNS UUID LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('linkflow.user_id', true), '')::uuid
$$;

-- Puts a table behind the wall: without a policy, nobody sees or changes a row. FORCE holds its owner too, so the owner, who migrates,
-- dumps and still runs the Worker of before during a deployment, has a policy by name. Partitions have neither policies nor grants:
-- nobody reaches them but by their parent, and the owner, who isn't held there, since Postgres hides statistics from whoever is.
CREATE FUNCTION wall_off(walled REGCLASS) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  part REGCLASS;
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', walled);
  EXECUTE format('CREATE POLICY owner_maintains ON %s TO %I USING (true) WITH CHECK (true)', walled, current_user);
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = walled LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', part);
  END LOOP;
END $$;

-- Lets a role through, for the rows of the condition. Each verb may name columns: 'update (status)'. Policies are named for role and verb.
CREATE FUNCTION let_through(role_name TEXT, walled REGCLASS, verbs TEXT[], condition TEXT DEFAULT 'true') RETURNS VOID
LANGUAGE plpgsql AS $$
DECLARE
  verb TEXT;
  word TEXT;
BEGIN
  FOREACH verb IN ARRAY verbs LOOP
    word := split_part(verb, ' ', 1);
    EXECUTE format('GRANT %s ON %s TO %I', verb, walled, role_name);
    EXECUTE format('CREATE POLICY %I ON %s FOR %s TO %I %s', replace(role_name, 'linkflow_', '') || '_' || word, walled, word,
      role_name, CASE word
        WHEN 'insert' THEN format('WITH CHECK (%s)', condition)
        WHEN 'update' THEN format('USING (%s) WITH CHECK (%s)', condition, condition)
        ELSE format('USING (%s)', condition)
      END);
  END LOOP;
END $$;

-- What a new table of tenants needs: people see and change the rows of their workspace or, where it has no workspace, their own. What
-- the other roles may do is said by let_through.
CREATE FUNCTION protect_tenant_table(walled REGCLASS) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  columns TEXT[] := ARRAY(SELECT attname FROM pg_attribute WHERE attrelid = walled AND attnum > 0 AND NOT attisdropped);
BEGIN
  PERFORM wall_off(walled);
  IF 'workspace_id' = ANY(columns) THEN
    PERFORM let_through('linkflow_app', walled, '{select,insert,update,delete}',
      'workspace_id = (SELECT linkflow_workspace())');
  ELSIF 'user_id' = ANY(columns) THEN
    PERFORM let_through('linkflow_app', walled, '{select,insert,update,delete}', 'user_id = (SELECT linkflow_user())');
  ELSE
    RAISE EXCEPTION '% has neither workspace_id nor user_id: use wall_off and let_through.', walled;
  END IF;
END $$;

-- Whether a workflow is one of the workspace of whoever asks, or one that their statement has just made, which it cannot see yet.
CREATE FUNCTION fits_workspace(workflow UUID) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT workspace_id FROM workflows WHERE id = workflow), linkflow_workspace()) = linkflow_workspace()
$$;

-- Until when executions have been counted. Has a count that is under way end before, and the next one wait for this transaction.
CREATE FUNCTION hold_execution_count() RETURNS TIMESTAMPTZ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT (m.value #>> '{}')::timestamptz FROM maintenance_state m WHERE m.name = 'execution_count' FOR SHARE);
END $$;

-- Counts the executions of a workflow that is being deleted, of the workspace of whoever asks, from that moment on: what they used
-- stays used. As the tick does by src/executions/lifecycle/execution-days.ts.
CREATE FUNCTION count_of_deleted(workflow UUID, counted_until TIMESTAMPTZ) RETURNS VOID LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH rolled AS (
    SELECT e.workspace_id, e.workflow_id, (e.created_at AT TIME ZONE 'UTC')::date AS day, count(*)::int AS started,
      (count(*) FILTER (WHERE e.trigger_type NOT IN ('workflow', 'error')))::int AS counted
    FROM executions e
    WHERE e.workflow_id = workflow AND e.workspace_id = linkflow_workspace() AND e.created_at > counted_until GROUP BY 1, 2, 3
  ), days AS (
    INSERT INTO execution_days AS d (workspace_id, workflow_id, day, started, counted)
    SELECT workspace_id, workflow_id, day, started, counted FROM rolled ORDER BY 1, 3, 2
    ON CONFLICT (workspace_id, day, workflow_id)
    DO UPDATE SET started = d.started + excluded.started, counted = d.counted + excluded.counted
  )
  INSERT INTO workspace_usage AS u (workspace_id, month, executions)
  SELECT workspace_id, date_trunc('month', day)::date, sum(counted) FROM rolled
  GROUP BY 1, 2 HAVING sum(counted) > 0 ORDER BY 1, 2
  ON CONFLICT (workspace_id, month) DO UPDATE SET executions = u.executions + excluded.executions, updated_at = now()
$$;

-- The rows of a workspace, as people see them. What they only read, or never change, they may only read.
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'workflows', 'credentials', 'variables', 'suspended_workflows', 'invitations', 'alerts'
]) AS name;
SELECT wall_off(name::regclass) FROM unnest(ARRAY[
  'users', 'workspaces', 'workspace_members', 'removed_members', 'api_keys', 'sessions', 'passkeys', 'recovery_codes', 'account_links',
  'user_identities', 'oauth_connections', 'workspace_keys', 'audit_logs', 'workflow_versions', 'webhook_endpoints', 'polls', 'schedules',
  'schedule_runs', 'executions', 'node_executions', 'execution_dedupe', 'execution_waits', 'execution_calls', 'failure_reports',
  'dedupe_keys', 'dedupe_marks', 'dedupe_runs', 'mail_outbox', 'variable_changes', 'execution_values', 'execution_attention',
  'execution_views', 'execution_shares', 'bulk_jobs', 'executions_to_forget', 'retention_counts', 'execution_days', 'workspace_usage',
  'subscriptions', 'execution_stats', 'node_stats', 'alert_hits', 'alert_firings', 'alert_deliveries'
]) AS name;

-- People: in their workspace.
SELECT let_through('linkflow_app', 'workspaces', '{select}', 'id = (SELECT linkflow_workspace()) OR EXISTS (
  SELECT 1 FROM workspace_members m WHERE m.workspace_id = workspaces.id AND m.user_id = (SELECT linkflow_user()))');
-- What it may use comes from what is paid for: that people never write.
SELECT let_through('linkflow_app', 'workspaces', '{"update (owner_id, name, slug, settings, stripe_customer_id, updated_at, deleted_at,
  deletes_at, stopped_at)"}', 'id = (SELECT linkflow_workspace())');
SELECT let_through('linkflow_app', 'workspace_members', '{select}',
  'workspace_id = (SELECT linkflow_workspace()) OR user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_app', name::regclass, verbs, 'workspace_id = (SELECT linkflow_workspace())') FROM (VALUES
  ('workspace_members', '{update (role),delete}'::text[]),
  ('removed_members', '{insert,update}'),
  ('api_keys', '{insert,update}'),
  ('workspace_keys', '{select,insert}'),
  ('variable_changes', '{select,insert}'),
  ('mail_outbox', '{select}'),
  ('schedule_runs', '{select,insert}'),
  ('executions', '{select,update}'),
  ('execution_dedupe', '{select,insert,delete}'),
  ('execution_waits', '{select,insert,update}'),
  ('execution_calls', '{select,update}'),
  ('failure_reports', '{select,insert}'),
  ('execution_values', '{select}'),
  ('execution_attention', '{select,"update (settled_at, settled_by, outcome, output, note)"}'),
  ('execution_views', '{select}'),
  ('execution_shares', '{select,insert,delete}'),
  ('bulk_jobs', '{select,insert,"update (status, stop_requested_at, ended_at, next_at)"}'),
  ('retention_counts', '{select}'),
  ('execution_days', '{select}'),
  ('workspace_usage', '{select}'),
  ('subscriptions', '{select}')
) AS lets(name, verbs);
-- Views that somebody keeps for themselves, nobody else changes.
SELECT let_through('linkflow_app', 'execution_views', '{insert,update,delete}',
  'workspace_id = (SELECT linkflow_workspace()) AND (owner_id IS NULL OR owner_id = (SELECT linkflow_user()))');
SELECT let_through('linkflow_app', name::regclass, '{select,delete}', 'workspace_id = (SELECT linkflow_workspace())')
FROM unnest(ARRAY['webhook_endpoints', 'polls', 'schedules']) AS name;
SELECT let_through('linkflow_app', name::regclass, '{insert,update}',
  'workspace_id = (SELECT linkflow_workspace()) AND fits_workspace(workflow_id)')
FROM unnest(ARRAY['webhook_endpoints', 'polls', 'schedules']) AS name;
SELECT let_through('linkflow_app', 'executions', '{insert}',
  'workspace_id = (SELECT linkflow_workspace()) AND fits_workspace(workflow_id)');
SELECT let_through('linkflow_app', 'workflow_versions', '{select}',
  'EXISTS (SELECT 1 FROM workflows w WHERE w.id = workflow_id AND w.workspace_id = (SELECT linkflow_workspace()))');
SELECT let_through('linkflow_app', 'workflow_versions', '{insert}', 'fits_workspace(workflow_id)');
SELECT let_through('linkflow_app', 'node_executions', '{select}', 'EXISTS (
  SELECT 1 FROM executions e WHERE e.id = execution_id AND e.created_at = node_executions.created_at
    AND e.workspace_id = (SELECT linkflow_workspace()))');
SELECT let_through('linkflow_app', 'audit_logs', '{select}',
  'workspace_id = (SELECT linkflow_workspace()) OR user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_app', 'audit_logs', '{insert}', 'workspace_id = (SELECT linkflow_workspace())
  OR (workspace_id IS NULL AND user_id = (SELECT linkflow_user()))');
GRANT SELECT ON maintenance_state, retention_runs TO linkflow_app;
GRANT INSERT ON mail_queue TO linkflow_app;

-- People: what is about themselves, and the names of those who share the workspace. No hash and no secret of anybody.
SELECT let_through('linkflow_app', 'users', '{"select (id, email, first_name, last_name, status, email_verified, mfa_enabled,
    mfa_confirmed_at, mfa_last_step, password_changed_at, created_at, updated_at)"}',
  'id = (SELECT linkflow_user()) OR EXISTS (SELECT 1 FROM workspace_members m
    WHERE m.user_id = users.id AND m.workspace_id = (SELECT linkflow_workspace()))');
SELECT let_through('linkflow_app', 'sessions', '{"select (id, user_id, ip_address, user_agent, expires_at, created_at, last_used_at,
  revoked_at, rotated_at, confirmed_at, factor)"}', 'user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_app', 'passkeys', '{"select (id, user_id, name, rp_id, credential_id, counter, transports, backed_up,
  created_at, last_used_at)"}', 'user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_app', 'recovery_codes', '{"select (id, user_id, created_at, used_at)"}',
  'user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_app', 'account_links', '{"select (id, user_id, purpose, email, expires_at, created_at)"}',
  'user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_app', 'user_identities', '{select}', 'user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_app', name::regclass, '{select}',
  'workspace_id = (SELECT linkflow_workspace()) OR user_id = (SELECT linkflow_user())')
FROM unnest(ARRAY['removed_members', 'api_keys', 'oauth_connections']) AS name;
SELECT let_through('linkflow_app', 'oauth_connections', '{insert}',
  'workspace_id = (SELECT linkflow_workspace()) AND user_id = (SELECT linkflow_user())');
CREATE POLICY app_select_own ON invitations FOR SELECT TO linkflow_app USING (invited_by = (SELECT linkflow_user()));

-- Authentication finds out who asks, so it begins without a context. Once it is known, it reaches that user's rows alone.
SELECT let_through('linkflow_auth', name::regclass, '{select,insert,update,delete}',
  '(SELECT linkflow_user()) IS NULL OR user_id = (SELECT linkflow_user())')
FROM unnest(ARRAY['sessions', 'recovery_codes', 'account_links', 'user_identities']) AS name;
SELECT let_through('linkflow_auth', name::regclass, '{select}')
FROM unnest(ARRAY['users', 'passkeys', 'workspaces', 'workspace_members', 'removed_members', 'invitations']) AS name;
SELECT let_through('linkflow_auth', 'users', '{insert}', '(SELECT linkflow_user()) IS NULL');
SELECT let_through('linkflow_auth', 'users', '{update}',
  '(SELECT linkflow_user()) IS NULL OR id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'passkeys', '{insert,update,delete}',
  '(SELECT linkflow_user()) IS NULL OR user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'workspaces', '{insert}',
  '(SELECT linkflow_user()) IS NULL OR owner_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'workspace_members', '{insert}',
  '(SELECT linkflow_user()) IS NULL OR user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'api_keys', '{select,"update (last_used_at, revoked_at)"}',
  '(SELECT linkflow_user()) IS NULL OR user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'invitations', '{"update (uses, revoked_at)"}',
  '(SELECT linkflow_user()) IS NOT NULL OR invited_by IN (SELECT id FROM users WHERE NOT email_verified)
  OR workspace_id IN (SELECT w.id FROM workspaces w JOIN users u ON u.id = w.owner_id WHERE w.is_personal AND NOT u.email_verified)');
SELECT let_through('linkflow_auth', 'oauth_connections', '{select,update (browser_hash)}',
  '(SELECT linkflow_user()) IS NULL OR user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'credentials', '{"select (id, workspace_id, name, allowed_hosts)"}',
  'EXISTS (SELECT 1 FROM oauth_connections p WHERE p.credential_id = credentials.id)');
SELECT let_through('linkflow_auth', 'audit_logs', '{insert}',
  '(SELECT linkflow_user()) IS NULL OR user_id = (SELECT linkflow_user())');
GRANT SELECT, INSERT, UPDATE, DELETE ON attempts TO linkflow_auth;
GRANT SELECT, INSERT ON spent_tokens TO linkflow_auth;
GRANT INSERT ON mail_queue TO linkflow_auth;

-- Whoever proves an address displaces an account with it that nobody ever confirmed.
SELECT let_through('linkflow_auth', 'workspaces', '{delete}',
  'EXISTS (SELECT 1 FROM users u WHERE u.id = owner_id AND u.status = ''pending'')');
SELECT let_through('linkflow_auth', 'users', '{delete}', 'status = ''pending''');

-- Whoever deletes their account takes along what is about them, and what was theirs alone. Whoever is the first to prove the address of
-- an account has others leave its personal workspace.
SELECT let_through('linkflow_auth', name::regclass, '{delete}', 'user_id = (SELECT linkflow_user())')
FROM unnest(ARRAY['api_keys', 'removed_members']) AS name;
SELECT let_through('linkflow_auth', 'workspace_members', '{delete}', 'user_id = (SELECT linkflow_user())
  OR ((SELECT linkflow_user()) IS NULL AND EXISTS (SELECT 1 FROM workspaces w JOIN users u ON u.id = w.owner_id
    WHERE w.id = workspace_id AND w.is_personal AND NOT u.email_verified))');
SELECT let_through('linkflow_auth', 'execution_views', '{"select (owner_id)",delete}', 'owner_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'oauth_connections', '{delete}',
  '(SELECT linkflow_user()) IS NULL OR user_id = (SELECT linkflow_user())');
SELECT let_through('linkflow_auth', 'invitations', '{delete}', 'invited_by = (SELECT linkflow_user())');
-- Whoever joins or leaves locks the workspace, which takes the USING of an update; the CHECK lets its owners alone change it.
GRANT UPDATE (owner_id, name, deleted_at, deletes_at, stopped_at) ON workspaces TO linkflow_auth;
CREATE POLICY auth_update ON workspaces FOR UPDATE TO linkflow_auth USING (true) WITH CHECK (EXISTS (
  SELECT 1 FROM workspace_members m
  WHERE m.workspace_id = workspaces.id AND m.user_id = (SELECT linkflow_user()) AND m.role = 'owner'));
SELECT let_through('linkflow_auth', name::regclass, ARRAY[format('select (workspace_id, %s)', columns), format('update (%s)', changed)],
  format('EXISTS (SELECT 1 FROM workspace_members m
    WHERE m.workspace_id = %s.workspace_id AND m.user_id = (SELECT linkflow_user()) AND m.role = ''owner'')', name))
FROM (VALUES ('workflows', 'id, status', 'status'), ('schedules', 'id, is_active', 'next_run_at'), ('polls', 'id', 'next_poll_at'))
  AS closed(name, columns, changed);

-- What runs by itself works for all workspaces at once: it has no context, but rights to just what it does.
SELECT let_through('linkflow_system', name::regclass, verbs) FROM (VALUES
  ('executions', '{select,insert,update,delete}'::text[]),
  ('node_executions', '{select,insert,update,delete}'),
  ('execution_dedupe', '{select,insert,update,delete}'),
  ('execution_waits', '{select,insert,update,delete}'),
  ('execution_calls', '{select,insert,update,delete}'),
  ('failure_reports', '{select,insert,delete}'),
  ('execution_values', '{select,delete}'),
  ('execution_attention', '{select,delete}'),
  ('execution_shares', '{select,delete}'),
  ('executions_to_forget', '{select,insert,update,delete}'),
  ('bulk_jobs', '{select,update,delete}'),
  ('retention_counts', '{select,insert,update}'),
  ('execution_days', '{select,insert,update,delete}'),
  ('execution_stats', '{select,insert,update,delete}'),
  ('node_stats', '{select,insert,update,delete}'),
  ('alerts', '{select,"update (last_fired_at, fired_count, checked_until)"}'),
  ('alert_hits', '{select,insert,delete}'),
  ('alert_firings', '{select,insert,delete}'),
  ('alert_deliveries', '{select,insert,update,delete}'),
  ('workspace_usage', '{select,insert,update,delete}'),
  ('subscriptions', '{select,insert,update}'),
  ('dedupe_keys', '{select,insert,update,delete}'),
  ('dedupe_marks', '{select,insert,update,delete}'),
  ('dedupe_runs', '{select,insert,update,delete}'),
  ('schedule_runs', '{select,insert,update,delete}'),
  ('schedules', '{select,update}'),
  ('polls', '{select,update}'),
  ('webhook_endpoints', '{select}'),
  ('workflows', '{select,"update (execution_count, last_executed_at)"}'),
  ('workflow_versions', '{select}'),
  ('workspaces', '{select,"update (stopped_at, plan_id, plan_limits)"}'),
  ('workspace_keys', '{select,insert}'),
  ('credentials', '{select,"update (last_used_at, connection, reconnect_reason, reconnect_since, tokens, tokens_expire_at,
    token_generation, refresh_lease, refresh_lease_until)"}'),
  ('variables', '{select}'),
  ('mail_outbox', '{select,insert,delete}'),
  ('audit_logs', '{insert}'),
  ('sessions', '{"select (id, expires_at, revoked_at)",delete}'),
  ('oauth_connections', '{"select (id, created_at)",delete}'),
  ('account_links', '{"select (id, created_at)",delete}'),
  ('users', '{"select (id, status, created_at)"}')
) AS lets(name, verbs);
-- It destroys workspaces only whose time is over, and accounts only that nobody ever confirmed.
SELECT let_through('linkflow_system', 'workspaces', '{delete}', 'deletes_at <= now()
  OR EXISTS (SELECT 1 FROM users u WHERE u.id = owner_id AND u.status = ''pending'')');
SELECT let_through('linkflow_system', 'users', '{delete}', 'status = ''pending''');
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_queue TO linkflow_system;
GRANT SELECT, UPDATE, DELETE ON attempts, spent_tokens TO linkflow_system;
GRANT SELECT, INSERT, DELETE ON orphaned_journals TO linkflow_system;
GRANT SELECT, INSERT, UPDATE ON maintenance_state TO linkflow_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON retention_runs TO linkflow_system;
GRANT SELECT, INSERT, DELETE ON billing_events TO linkflow_system;
GRANT USAGE ON SEQUENCE dedupe_keys_seq_seq TO linkflow_system;

-- Alerts: what they found, told and sent, as those see it whose they are.
SELECT let_through('linkflow_app', name::regclass, '{select}', 'workspace_id = (SELECT linkflow_workspace())')
FROM unnest(ARRAY['execution_stats', 'node_stats', 'alert_firings']) AS name;
SELECT let_through('linkflow_app', 'alert_hits', '{select,delete}',
  'EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_id AND a.workspace_id = (SELECT linkflow_workspace()))');
SELECT let_through('linkflow_app', 'alert_deliveries', '{select}',
  'EXISTS (SELECT 1 FROM alert_firings f WHERE f.id = firing_id AND f.workspace_id = (SELECT linkflow_workspace()))');

-- What has to reach further than whoever causes it. Each does one thing, and names where it finds its tables.
ALTER FUNCTION note_orphaned_journal() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION end_keys_of_member() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION note_execution_values() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION note_unknown_outcome() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION note_given_up() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION forget_input() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION hold_plan_limit() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION forget_audit_addresses(INTERVAL, INTEGER) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION ensure_partitions(INTEGER) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION drop_month(TIMESTAMP, INTERVAL, INTERVAL) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION compact_month(TIMESTAMP, BIGINT) SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE EXECUTE ON FUNCTION expire_audit_logs(INTERVAL, INTEGER), forget_audit_addresses(INTERVAL, INTEGER),
  ensure_partitions(INTEGER), ensure_month_partition(TEXT, TIMESTAMP), drop_month(TIMESTAMP, INTERVAL, INTERVAL),
  compact_month(TIMESTAMP, BIGINT), note_orphaned_journal(), end_keys_of_member(), note_execution_values(), note_unknown_outcome(),
  note_given_up(), forget_input(), hold_plan_limit(),
  wall_off(REGCLASS), let_through(TEXT, REGCLASS, TEXT[], TEXT), protect_tenant_table(REGCLASS), fits_workspace(UUID),
  hold_execution_count(), count_of_deleted(UUID, TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION expire_audit_logs(INTERVAL, INTEGER), forget_audit_addresses(INTERVAL, INTEGER),
  ensure_partitions(INTEGER), drop_month(TIMESTAMP, INTERVAL, INTERVAL), compact_month(TIMESTAMP, BIGINT) TO linkflow_system;
GRANT EXECUTE ON FUNCTION fits_workspace(UUID), hold_execution_count(), count_of_deleted(UUID, TIMESTAMPTZ) TO linkflow_app;

-- As it was; where a superuser made it by the first form of its migration, it has a setting that the owner may not declare.
CREATE OR REPLACE FUNCTION expire_audit_logs(kept_for INTERVAL, at_most INTEGER) RETURNS SETOF INTEGER LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('linkflow.audit_retention', 'on', true);
  RETURN QUERY DELETE FROM audit_logs WHERE id IN (
    SELECT id FROM audit_logs WHERE created_at < now() - kept_for LIMIT at_most
  ) RETURNING 1;
  PERFORM set_config('linkflow.audit_retention', 'off', true);
END
$$;

-- As before, and behind the wall before a row is in it.
CREATE OR REPLACE FUNCTION ensure_month_partition(parent TEXT, month_start TIMESTAMP) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
DECLARE
  partition_name TEXT := parent || to_char(month_start, '_YYYY_MM');
  fallback_name TEXT := parent || '_default';
  lower_bound TIMESTAMPTZ := month_start AT TIME ZONE 'UTC';
  upper_bound TIMESTAMPTZ := (month_start + INTERVAL '1 month') AT TIME ZONE 'UTC';
BEGIN
  IF to_regclass(quote_ident(partition_name)) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', fallback_name);
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name, parent);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition_name);
  EXECUTE format(
    'WITH moved AS (DELETE FROM %I WHERE created_at >= %L AND created_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    fallback_name, lower_bound, upper_bound, partition_name);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    parent, partition_name, lower_bound, upper_bound);
  RETURN true;
END $$;
