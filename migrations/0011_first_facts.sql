-- What an execution has come to before its first effect, as JSON: its object is made for what follows, if anything does. Null
-- while there is nothing to keep, and again once the execution has ended.
ALTER TABLE executions ADD COLUMN journal TEXT;
