-- What executions wait for (a call from outside, a person, other executions), whom they call, and whose failures are
-- reported to an error workflow.

ALTER TABLE executions
  -- Raised whenever something comes for which the execution may wait, so that no runner puts to rest what has been called.
  ADD COLUMN resume_count INTEGER NOT NULL DEFAULT 0,
  -- How many executions called one another down to this one.
  ADD COLUMN depth INTEGER NOT NULL DEFAULT 0,
  -- How it differs from a whole run of its version: up to a node, with data of an earlier execution, with pinned data.
  ADD COLUMN run_options JSONB;

-- One attempt of a node run that waits for somebody else.
CREATE TABLE execution_waits (
  execution_id UUID NOT NULL,
  execution_created_at TIMESTAMPTZ NOT NULL,
  node_id VARCHAR(100) NOT NULL,
  run_index INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  kind VARCHAR(20) NOT NULL,
  details JSONB NOT NULL DEFAULT '{}',
  -- Executions that were called and have not ended.
  pending INTEGER NOT NULL DEFAULT 0,
  payload JSONB,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ,
  resumed_at TIMESTAMPTZ,
  -- From then on nothing more is accepted: what came is on its way into the flow, or the wait is over without it.
  closed_at TIMESTAMPTZ,
  PRIMARY KEY (execution_id, node_id, run_index, attempt),
  CONSTRAINT execution_waits_kind_check CHECK (kind IN ('webhook', 'approval', 'calls'))
);
CREATE INDEX idx_execution_waits_created ON execution_waits (created_at);

-- Executions that were called by others. `result` is what the called one hands back, whole, until its caller has ended.
-- `root_execution_id` is the one at the top that nobody called: it bounds how many a call can bring about down to the last.
CREATE TABLE execution_calls (
  called_execution_id UUID PRIMARY KEY,
  called_created_at TIMESTAMPTZ NOT NULL,
  root_execution_id UUID NOT NULL,
  execution_id UUID NOT NULL,
  execution_created_at TIMESTAMPTZ NOT NULL,
  node_id VARCHAR(100) NOT NULL,
  run_index INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  place INTEGER NOT NULL,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  awaited BOOLEAN NOT NULL,
  status VARCHAR(20),
  error_code VARCHAR(100),
  error_message TEXT,
  result JSONB,
  -- Of the result's JSON, so that a caller can tell whether it can take all that it called for before it reads them.
  result_length INTEGER NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  ended_at TIMESTAMPTZ
);
CREATE INDEX idx_execution_calls_caller ON execution_calls (execution_id, node_id, run_index, attempt);
CREATE INDEX idx_execution_calls_root ON execution_calls (root_execution_id);
CREATE INDEX idx_execution_calls_created ON execution_calls (created_at);
-- What the sweep of each minute, and that of each night, look for.
CREATE INDEX idx_execution_calls_open ON execution_calls (created_at) WHERE awaited AND ended_at IS NULL;
CREATE INDEX idx_execution_calls_result ON execution_calls (ended_at) WHERE result IS NOT NULL;

-- Failed executions whose workflow names an error workflow, until that has been started.
CREATE TABLE failure_reports (
  execution_id UUID PRIMARY KEY,
  execution_created_at TIMESTAMPTZ NOT NULL,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  error_workflow_id UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_failure_reports_created ON failure_reports (created_at);

-- Something came for an execution: if it rests, it goes to the queue; if a runner has it, the runner will not put it to rest.
-- Returns its status then, or NULL if it has ended.
CREATE FUNCTION wake_execution(woken_id UUID, woken_created_at TIMESTAMPTZ) RETURNS TEXT LANGUAGE sql AS $$
  UPDATE executions SET resume_count = resume_count + 1,
    status = CASE WHEN status = 'waiting' THEN 'queued' ELSE status END,
    enqueued_at = CASE WHEN status = 'waiting' THEN now() ELSE enqueued_at END,
    wait_until = CASE WHEN status = 'waiting' THEN NULL ELSE wait_until END
  WHERE id = woken_id AND created_at = woken_created_at AND status IN ('queued', 'running', 'waiting')
  RETURNING status
$$;

-- The end of a called execution: the last one that a caller waits for wakes it. Ending it again changes nothing.
CREATE FUNCTION end_call(called_id UUID, how TEXT, code TEXT, message TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  ended execution_calls%ROWTYPE;
  resumed TIMESTAMPTZ;
BEGIN
  UPDATE execution_calls SET ended_at = now(), status = how, error_code = code, error_message = message
    WHERE called_execution_id = called_id AND ended_at IS NULL RETURNING * INTO ended;
  IF NOT FOUND OR NOT ended.awaited THEN
    RETURN;
  END IF;
  UPDATE execution_waits SET pending = pending - 1, resumed_at = CASE WHEN pending = 1 THEN now() ELSE resumed_at END
    WHERE execution_id = ended.execution_id AND node_id = ended.node_id AND run_index = ended.run_index
      AND attempt = ended.attempt AND kind = 'calls'
    RETURNING resumed_at INTO resumed;
  IF resumed IS NOT NULL THEN
    PERFORM wake_execution(ended.execution_id, ended.execution_created_at);
  END IF;
END
$$;

CREATE FUNCTION note_call_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM end_call(NEW.id, NEW.status, NEW.error_code, NEW.error_message);
  RETURN NULL;
END
$$;

CREATE TRIGGER executions_note_call_ended AFTER UPDATE OF status ON executions FOR EACH ROW
  WHEN (NEW.depth > 0 AND NEW.status IN ('completed', 'failed', 'cancelled') AND OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION note_call_ended();

-- A failure of what nobody watched, unless it was the error workflow's own.
CREATE FUNCTION note_failure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO failure_reports (execution_id, execution_created_at, workspace_id, error_workflow_id)
  SELECT NEW.id, NEW.created_at, NEW.workspace_id, (v.settings ->> 'error_workflow_id')::uuid
  FROM workflow_versions v
  WHERE v.workflow_id = NEW.workflow_id AND v.version = NEW.workflow_version AND v.settings ? 'error_workflow_id'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER executions_note_failure_on_insert AFTER INSERT ON executions FOR EACH ROW
  WHEN (NEW.status = 'failed' AND NEW.trigger_type NOT IN ('manual', 'error'))
  EXECUTE FUNCTION note_failure();
CREATE TRIGGER executions_note_failure AFTER UPDATE OF status ON executions FOR EACH ROW
  WHEN (NEW.status = 'failed' AND OLD.status IS DISTINCT FROM NEW.status AND NEW.trigger_type NOT IN ('manual', 'error'))
  EXECUTE FUNCTION note_failure();
