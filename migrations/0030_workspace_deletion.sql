-- While a workspace is to be deleted, its workflows are archived, so that nothing starts; this is what they were before.
CREATE TABLE suspended_workflows (
  workflow_id UUID PRIMARY KEY REFERENCES workflows (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  status VARCHAR(20) NOT NULL,
  CONSTRAINT suspended_workflows_status_check CHECK (status IN ('draft', 'active'))
);
CREATE INDEX idx_suspended_workflows_workspace ON suspended_workflows (workspace_id);

-- When it was found that nothing runs in a workspace any more that is to be deleted.
ALTER TABLE workspaces ADD COLUMN stopped_at TIMESTAMPTZ;

-- A failure is told to the error workflow that the failed one names or, if it names none, to that of the workspace.
CREATE OR REPLACE FUNCTION note_failure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO failure_reports (execution_id, execution_created_at, workspace_id, error_workflow_id)
  SELECT NEW.id, NEW.created_at, NEW.workspace_id, named.id::uuid
  FROM workflow_versions v JOIN workspaces w ON w.id = NEW.workspace_id,
    LATERAL (SELECT coalesce(v.settings ->> 'error_workflow_id', w.settings ->> 'error_workflow_id') AS id) AS named
  WHERE v.workflow_id = NEW.workflow_id AND v.version = NEW.workflow_version AND named.id IS NOT NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
