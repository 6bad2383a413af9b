-- An execution may be accepted now and start later: until start_at it is waiting, with wait_until at the same moment.
ALTER TABLE executions ADD COLUMN start_at TIMESTAMPTZ;
