-- How often somebody has begun to watch an execution; NULL: nobody ever did. Its runner sees it as it claims the row, and with
-- each renewal of its lease.
ALTER TABLE executions ADD COLUMN watch_count INTEGER;
