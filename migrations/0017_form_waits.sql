-- A wait may ask a person with a form. Nothing that is there is of that kind, so no row has to be looked at.

ALTER TABLE execution_waits DROP CONSTRAINT execution_waits_kind_check;
ALTER TABLE execution_waits ADD CONSTRAINT execution_waits_kind_check
  CHECK (kind IN ('webhook', 'approval', 'calls', 'form'));
