-- What nodes wrote while they ran, such as the console of code: a list of {level, text}, or NULL where nothing was written.

ALTER TABLE node_executions ADD COLUMN logs JSONB;
