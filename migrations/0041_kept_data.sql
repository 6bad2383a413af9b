-- Whoever ends an execution without running it (a cancellation, the sweep, a lost runner) forgets what it began with, where its
-- workflow does not keep all data. Runners do so by themselves, and then note in executions_to_forget what is left. The trigger comes after the update,
-- for one before it would have Postgres lock each row once more, whatever its condition.
CREATE FUNCTION forget_input() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE executions SET trigger_data = '{"redacted":"none"}', input_data = NULL, response = NULL
  WHERE id = NEW.id AND created_at = NEW.created_at
    AND NOT EXISTS (SELECT 1 FROM executions_to_forget f WHERE f.execution_id = NEW.id)
    AND EXISTS (
    SELECT 1 FROM workflow_versions v WHERE v.workflow_id = NEW.workflow_id AND v.version = NEW.workflow_version
      AND (v.settings ->> 'keep_data' IN ('shape', 'none') OR v.nodes::text ~ '"keep_data"\s*:\s*"(shape|none)"'));
  RETURN NULL;
END
$$;
CREATE TRIGGER executions_forget_input AFTER UPDATE OF status ON executions FOR EACH ROW
  WHEN (NEW.status IN ('failed', 'cancelled') AND OLD.status IS DISTINCT FROM NEW.status
    AND NEW.trigger_data ->> 'redacted' IS NULL)
  EXECUTE FUNCTION forget_input();
