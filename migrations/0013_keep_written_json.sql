-- What people send is kept as it was written. JSONB keeps another text: keys sorted by length, the last of two equal keys,
-- numbers spelled anew. JSON keeps the text itself. Whoever looks inside a document casts it.
--
-- Every table that is named here is written anew, and nobody reads it meanwhile: with a long history, choose a quiet hour.
-- Code of before this migration goes on starting and ending executions; only when it saves a workflow, deletes a credential or
-- searches executions by metadata does it fail, until the new code is in.

ALTER TABLE workspaces
  ALTER COLUMN settings DROP DEFAULT,
  ALTER COLUMN settings TYPE JSON USING settings::json,
  ALTER COLUMN settings SET DEFAULT '{}';

ALTER TABLE workflows
  ALTER COLUMN nodes DROP DEFAULT,
  ALTER COLUMN nodes TYPE JSON USING nodes::json,
  ALTER COLUMN nodes SET DEFAULT '[]',
  ALTER COLUMN connections DROP DEFAULT,
  ALTER COLUMN connections TYPE JSON USING connections::json,
  ALTER COLUMN connections SET DEFAULT '[]',
  ALTER COLUMN settings DROP DEFAULT,
  ALTER COLUMN settings TYPE JSON USING settings::json,
  ALTER COLUMN settings SET DEFAULT '{}';

ALTER TABLE workflow_versions
  ALTER COLUMN nodes TYPE JSON USING nodes::json,
  ALTER COLUMN connections TYPE JSON USING connections::json,
  ALTER COLUMN settings DROP DEFAULT,
  ALTER COLUMN settings TYPE JSON USING settings::json,
  ALTER COLUMN settings SET DEFAULT '{}';

ALTER TABLE schedules ALTER COLUMN input_data TYPE JSON USING input_data::json;

-- Of these two tables, the partitions follow.
DROP INDEX idx_executions_metadata;
ALTER TABLE executions
  ALTER COLUMN trigger_data TYPE JSON USING trigger_data::json,
  ALTER COLUMN input_data TYPE JSON USING input_data::json,
  ALTER COLUMN output_data TYPE JSON USING output_data::json,
  ALTER COLUMN response TYPE JSON USING response::json,
  ALTER COLUMN run_options TYPE JSON USING run_options::json,
  ALTER COLUMN metadata TYPE JSON USING metadata::json;
-- The one column that is searched: its index holds what the text means.
CREATE INDEX idx_executions_metadata ON executions USING GIN ((metadata::jsonb)) WHERE metadata IS NOT NULL;

ALTER TABLE node_executions
  ALTER COLUMN input_data TYPE JSON USING input_data::json,
  ALTER COLUMN output_data TYPE JSON USING output_data::json,
  ALTER COLUMN logs TYPE JSON USING logs::json;

ALTER TABLE execution_waits
  ALTER COLUMN details DROP DEFAULT,
  ALTER COLUMN details TYPE JSON USING details::json,
  ALTER COLUMN details SET DEFAULT '{}',
  ALTER COLUMN payload TYPE JSON USING payload::json;

ALTER TABLE execution_calls ALTER COLUMN result TYPE JSON USING result::json;

ALTER TABLE mail_outbox ALTER COLUMN message TYPE JSON USING message::json;

ALTER TABLE audit_logs
  ALTER COLUMN details DROP DEFAULT,
  ALTER COLUMN details TYPE JSON USING details::json,
  ALTER COLUMN details SET DEFAULT '{}';

ALTER TABLE maintenance_state ALTER COLUMN value TYPE JSON USING value::json;

-- As before, but for JSON, which has no operator that tells whether there is a key.
CREATE OR REPLACE FUNCTION note_failure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO failure_reports (execution_id, execution_created_at, workspace_id, error_workflow_id)
  SELECT NEW.id, NEW.created_at, NEW.workspace_id, (v.settings ->> 'error_workflow_id')::uuid
  FROM workflow_versions v
  WHERE v.workflow_id = NEW.workflow_id AND v.version = NEW.workflow_version
    AND v.settings ->> 'error_workflow_id' IS NOT NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
