-- Whoever ends an execution without running it (a cancellation, the sweep, a lost runner) forgets what it began with, where its
-- workflow does not keep all data. Runners do so by themselves: what they kept names `redacted`.
CREATE FUNCTION forget_input() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM workflow_versions v WHERE v.workflow_id = NEW.workflow_id AND v.version = NEW.workflow_version
      AND (v.settings ->> 'keep_data' IN ('shape', 'none') OR v.nodes::text ~ '"keep_data"\s*:\s*"(shape|none)"')) THEN
    NEW.trigger_data := '{"redacted":"none"}';
    NEW.input_data := NULL;
    NEW.response := NULL;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER executions_forget_input BEFORE UPDATE OF status ON executions FOR EACH ROW
  WHEN (NEW.status IN ('failed', 'cancelled') AND OLD.status IS DISTINCT FROM NEW.status
    AND NEW.trigger_data ->> 'redacted' IS NULL)
  EXECUTE FUNCTION forget_input();
