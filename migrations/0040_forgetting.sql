-- How long executions are kept, by workflow and by workspace; what each night forgot; and what is forgotten within minutes.

-- What is no number counts as nothing chosen, so that no setting keeps the others from being forgotten.
CREATE FUNCTION retention_number(chosen TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN chosen ~ '^[0-9]{1,5}$' THEN chosen::int END
$$;

CREATE FUNCTION retention_days(chosen TEXT) RETURNS INTERVAL LANGUAGE sql IMMUTABLE AS $$
  SELECT make_interval(days => retention_number(chosen))
$$;

-- What applies to each workflow: what its published version chose (the latest, while none is published), else its workspace,
-- else what is usual. Whoever keeps nothing of successes keeps them for a quarter of an hour, for those who wait for an answer.
CREATE FUNCTION retention_policies(usual_completed INTERVAL, usual_failed INTERVAL)
RETURNS TABLE (workflow_id UUID, workspace_id UUID, completed INTERVAL, failed INTERVAL, keep_last INTEGER)
LANGUAGE sql STABLE AS $$
  SELECT f.id, f.workspace_id,
    greatest(interval '15 minutes', coalesce(retention_days(v.settings #>> '{retention,completed_days}'),
      retention_days(w.settings #>> '{retention,completed_days}'), usual_completed)),
    coalesce(retention_days(v.settings #>> '{retention,failed_days}'),
      retention_days(w.settings #>> '{retention,failed_days}'), usual_failed),
    coalesce(retention_number(v.settings #>> '{retention,keep_last}'), retention_number(w.settings #>> '{retention,keep_last}'))
  FROM workflows f
  JOIN workspaces w ON w.id = f.workspace_id
  JOIN workflow_versions v ON v.workflow_id = f.id AND v.version = coalesce(f.published_version, f.version)
$$;

-- Finds the few workspaces that keep nothing of successes, each minute.
CREATE INDEX idx_workspaces_keep_no_successes ON workspaces (id) WHERE settings #>> '{retention,completed_days}' = '0';

-- One row for each night, for whoever runs LinkFlow.
CREATE TABLE retention_runs (
  id UUID PRIMARY KEY,
  status VARCHAR(20) NOT NULL DEFAULT 'running',
  started_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  bytes_before BIGINT NOT NULL,
  bytes_after BIGINT,
  report JSON NOT NULL DEFAULT '[]',
  CONSTRAINT retention_runs_status_check CHECK (status IN ('running', 'completed', 'unfinished', 'failed'))
);
CREATE INDEX idx_retention_runs_started ON retention_runs (started_at DESC);

-- How many executions a night forgot of whom.
CREATE TABLE retention_counts (
  run_id UUID NOT NULL REFERENCES retention_runs (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  executions INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, run_id)
);
CREATE INDEX idx_retention_counts_run ON retention_counts (run_id);

-- What the end of an execution leaves for those who still wait for it, and is not kept: the answer alone, or the whole row.
CREATE TABLE executions_to_forget (
  execution_id UUID PRIMARY KEY,
  execution_created_at TIMESTAMPTZ NOT NULL,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  what VARCHAR(10) NOT NULL,
  due_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT executions_to_forget_what_check CHECK (what IN ('answer', 'row'))
);
CREATE INDEX idx_executions_to_forget_due ON executions_to_forget (due_at);
CREATE INDEX idx_executions_to_forget_workspace ON executions_to_forget (workspace_id);

-- Whether an execution may be forgotten at all: it has ended, and its object holds no journal any more.
CREATE FUNCTION is_over_for(status TEXT, completed_at TIMESTAMPTZ, completed INTERVAL, failed INTERVAL) RETURNS BOOLEAN
LANGUAGE sql STABLE AS $$
  SELECT CASE status WHEN 'failed' THEN completed_at < now() - failed
    WHEN 'completed' THEN completed_at < now() - completed WHEN 'cancelled' THEN completed_at < now() - completed
    ELSE false END
$$;

-- Drops the two partitions of a month (UTC) that begins at month_start, if nothing in them is to be kept any longer. Gives what
-- was dropped by workspace; no row: the month stays, or has no partition. What has ended stays so, and a past month gets no new
-- rows: so it looks without a lock, which every statement over all months would wait for. For the drop itself it waits half a
-- second at most.
CREATE FUNCTION drop_month(month_start TIMESTAMP, usual_completed INTERVAL, usual_failed INTERVAL)
RETURNS TABLE (workspace_id UUID, executions BIGINT) LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
  executions_name TEXT := 'executions' || to_char(month_start, '_YYYY_MM');
  nodes_name TEXT := 'node_executions' || to_char(month_start, '_YYYY_MM');
  is_kept BOOLEAN;
BEGIN
  IF to_regclass(executions_name) IS NULL OR (month_start + interval '1 month') AT TIME ZONE 'UTC' > now() - interval '1 day' THEN
    RETURN;
  END IF;
  EXECUTE format('SELECT EXISTS (
      SELECT 1 FROM %I e LEFT JOIN retention_policies($1, $2) k ON k.workflow_id = e.workflow_id
      WHERE (e.promoted_at IS NOT NULL AND e.journal_purged_at IS NULL)
        OR NOT coalesce(is_over_for(e.status, e.completed_at, k.completed, k.failed), false))', executions_name)
    INTO is_kept USING usual_completed, usual_failed;
  IF is_kept THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format('SELECT e.workspace_id, count(*) FROM %I e GROUP BY e.workspace_id', executions_name);
  IF NOT FOUND THEN
    RETURN QUERY SELECT NULL::uuid, 0::bigint;
  END IF;
  EXECUTE format('DROP TABLE %I', executions_name);
  EXECUTE format('DROP TABLE IF EXISTS %I', nodes_name);
END $$;

-- Writes a past month anew where it is mostly empty: larger than least_bytes, and three times as large as its rows, by the
-- planner's statistics of their width (where there are none, 4 KB a row is too much). Postgres fills the gaps of a table only with
-- new rows, which a past month never gets. Everybody waits meanwhile, so only once the dead rows are gone (autovacuum), and what is
-- left is little: then it takes a moment. Gives how many bytes that gave back.
CREATE FUNCTION compact_month(month_start TIMESTAMP, least_bytes BIGINT) RETURNS BIGINT
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
  parent TEXT;
  partition_name TEXT;
  before BIGINT;
  rows BIGINT;
  width REAL;
  given_back BIGINT := 0;
BEGIN
  IF (month_start + interval '1 month') AT TIME ZONE 'UTC' > now() THEN
    RETURN 0;
  END IF;
  FOREACH parent IN ARRAY ARRAY['executions', 'node_executions'] LOOP
    partition_name := parent || to_char(month_start, '_YYYY_MM');
    CONTINUE WHEN to_regclass(partition_name) IS NULL OR pg_relation_size(partition_name::regclass) < least_bytes;
    CONTINUE WHEN (SELECT n_dead_tup > 1000 FROM pg_stat_all_tables WHERE relid = partition_name::regclass);
    EXECUTE format('SELECT count(*) FROM %I', partition_name) INTO rows;
    CONTINUE WHEN rows > 200000;
    SELECT 28 + sum(s.avg_width * (1 - s.null_frac)) INTO width FROM pg_stats s
      WHERE s.schemaname = current_schema() AND s.tablename = partition_name;
    CONTINUE WHEN pg_relation_size(partition_name::regclass) < 3 * rows * coalesce(width, 1365);
    before := pg_total_relation_size(partition_name::regclass);
    EXECUTE format('CLUSTER %I USING %I', partition_name, (SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = partition_name::regclass AND i.indisprimary));
    given_back := given_back + before - pg_total_relation_size(partition_name::regclass);
  END LOOP;
  RETURN given_back;
END $$;
