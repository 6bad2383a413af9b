-- A form that somebody fills in and a service that is asked regularly start executions, too.

ALTER TABLE executions DROP CONSTRAINT executions_trigger_type_check;
ALTER TABLE executions ADD CONSTRAINT executions_trigger_type_check
  CHECK (trigger_type IN ('manual', 'schedule', 'webhook', 'api', 'error', 'workflow', 'form', 'poll')) NOT VALID;
ALTER TABLE executions VALIDATE CONSTRAINT executions_trigger_type_check;
