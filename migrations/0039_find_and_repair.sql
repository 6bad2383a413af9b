-- Finding executions among millions: what is looked for most is rare, so its indexes have few entries, and an execution that
-- completes pays for none of them. Each carries the order of the list.

-- What has not ended, by workspace; before, it was only told by its status.
DROP INDEX idx_executions_status;
CREATE INDEX idx_executions_status ON executions (workspace_id, created_at DESC, id DESC)
  WHERE status IN ('queued', 'running', 'waiting');
CREATE INDEX idx_executions_unsuccessful ON executions (workspace_id, created_at DESC, id DESC)
  WHERE status IN ('failed', 'cancelled');
CREATE INDEX idx_executions_unsuccessful_of_workflow ON executions (workflow_id, created_at DESC, id DESC)
  WHERE status IN ('failed', 'cancelled');

-- The keys and values of executions, one by one and in the order of the list. A GIN index has no order: all that had a key had to
-- be read and sorted for each page.
CREATE TABLE execution_values (
  execution_id UUID NOT NULL,
  key VARCHAR(50) NOT NULL,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  -- Of the execution.
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (execution_id, key)
);
CREATE INDEX idx_execution_values_key ON execution_values (workspace_id, key, created_at DESC, execution_id DESC);
CREATE INDEX idx_execution_values_value ON execution_values (workspace_id, key, value, created_at DESC, execution_id DESC);
CREATE INDEX idx_execution_values_created ON execution_values USING brin (created_at) WITH (pages_per_range = 16);

INSERT INTO execution_values (execution_id, key, workspace_id, value, created_at)
SELECT e.id, m.key, e.workspace_id, m.value, e.created_at FROM executions e, json_each_text(e.metadata) m
WHERE e.metadata IS NOT NULL;

DROP INDEX idx_executions_metadata;

CREATE FUNCTION note_execution_values() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO execution_values (execution_id, key, workspace_id, value, created_at)
  SELECT NEW.id, m.key, NEW.workspace_id, m.value, NEW.created_at FROM json_each_text(NEW.metadata) m
  ON CONFLICT (execution_id, key) DO UPDATE SET value = excluded.value;
  RETURN NULL;
END
$$;
CREATE TRIGGER executions_note_values_on_insert AFTER INSERT ON executions FOR EACH ROW
  WHEN (NEW.metadata IS NOT NULL) EXECUTE FUNCTION note_execution_values();
CREATE TRIGGER executions_note_values AFTER UPDATE OF metadata ON executions FOR EACH ROW
  WHEN (NEW.metadata IS NOT NULL) EXECUTE FUNCTION note_execution_values();

-- What somebody has to look at: a node run of which nobody knows whether it did what it was to do, and executions that were given
-- up. `node_id` is empty for the latter. It is settled when somebody has said what happened.
CREATE TABLE execution_attention (
  execution_id UUID NOT NULL,
  node_id VARCHAR(100) NOT NULL DEFAULT '',
  run_index INTEGER NOT NULL DEFAULT 0,
  execution_created_at TIMESTAMPTZ NOT NULL,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  workflow_id UUID NOT NULL,
  reason VARCHAR(20) NOT NULL,
  noted_at TIMESTAMPTZ NOT NULL DEFAULT date_trunc('milliseconds', now()),
  settled_at TIMESTAMPTZ,
  settled_by UUID REFERENCES users (id) ON DELETE SET NULL,
  outcome VARCHAR(20),
  -- The items that the node would have put out, as the person who settled it knows them.
  output JSON,
  note TEXT,
  PRIMARY KEY (execution_id, node_id, run_index),
  CONSTRAINT execution_attention_reason_check CHECK (reason IN ('outcome_unknown', 'undeliverable', 'runner_lost')),
  CONSTRAINT execution_attention_outcome_check CHECK (outcome IN ('happened', 'not_happened')),
  CONSTRAINT execution_attention_settled_check CHECK ((settled_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX idx_execution_attention_open ON execution_attention
  (workspace_id, noted_at DESC, execution_id DESC, node_id DESC, run_index DESC) WHERE settled_at IS NULL;

-- It fires when the statement is over, and then the execution's row is there, too.
CREATE FUNCTION note_unknown_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO execution_attention (execution_id, node_id, run_index, execution_created_at, workspace_id, workflow_id, reason)
  SELECT e.id, NEW.node_id, NEW.run_index, e.created_at, e.workspace_id, e.workflow_id, 'outcome_unknown'
  FROM executions e WHERE e.id = NEW.execution_id AND e.created_at = NEW.created_at
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER node_executions_note_unknown AFTER INSERT ON node_executions FOR EACH ROW
  WHEN (NEW.status = 'unknown') EXECUTE FUNCTION note_unknown_outcome();

CREATE FUNCTION note_given_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO execution_attention (execution_id, execution_created_at, workspace_id, workflow_id, reason)
  VALUES (NEW.id, NEW.created_at, NEW.workspace_id, NEW.workflow_id, split_part(NEW.error_code, '.', 2))
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER executions_note_given_up AFTER UPDATE OF status ON executions FOR EACH ROW
  WHEN (NEW.status = 'failed' AND OLD.status IS DISTINCT FROM NEW.status
    AND NEW.error_code IN ('execution.undeliverable', 'execution.runner_lost'))
  EXECUTE FUNCTION note_given_up();

-- A wait for a moment that somebody has cut short.
ALTER TABLE execution_waits DROP CONSTRAINT execution_waits_kind_check;
ALTER TABLE execution_waits ADD CONSTRAINT execution_waits_kind_check
  CHECK (kind IN ('webhook', 'approval', 'calls', 'form', 'time'));

-- A filter that somebody keeps under a name. `owner_id` is null for one that the whole workspace sees.
CREATE TABLE execution_views (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  owner_id UUID REFERENCES users (id) ON DELETE CASCADE,
  name VARCHAR(100) NOT NULL,
  filter JSON NOT NULL,
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX execution_views_shared_name ON execution_views (workspace_id, name) WHERE owner_id IS NULL;
CREATE UNIQUE INDEX execution_views_own_name ON execution_views (workspace_id, owner_id, name) WHERE owner_id IS NOT NULL;

-- One thing that is to be done to all executions that a filter finds. Whoever works on it moves `revision` with each step, and one
-- who comes late is refused by it. `next_at` is when somebody else may take it up.
CREATE TABLE bulk_jobs (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  kind VARCHAR(20) NOT NULL,
  filter JSON NOT NULL,
  options JSON NOT NULL,
  status VARCHAR(20) NOT NULL DEFAULT 'queued',
  total INTEGER NOT NULL,
  total_is_estimate BOOLEAN NOT NULL,
  pass INTEGER NOT NULL DEFAULT 1,
  done INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  pending INTEGER NOT NULL DEFAULT 0,
  -- How many failed, by code.
  errors JSON NOT NULL DEFAULT '{}',
  -- The last execution that was looked at.
  position_created_at TIMESTAMPTZ,
  position_id UUID,
  revision INTEGER NOT NULL DEFAULT 0,
  next_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  stop_requested_at TIMESTAMPTZ,
  error_code VARCHAR(100),
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  api_key_id UUID,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  started_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  CONSTRAINT bulk_jobs_kind_check CHECK (kind IN ('retry', 'cancel', 'delete')),
  CONSTRAINT bulk_jobs_status_check CHECK (status IN ('queued', 'running', 'done', 'stopped', 'failed'))
);
CREATE INDEX idx_bulk_jobs_workspace ON bulk_jobs (workspace_id, created_at DESC, id DESC);
CREATE INDEX idx_bulk_jobs_due ON bulk_jobs (next_at) WHERE status IN ('queued', 'running');
