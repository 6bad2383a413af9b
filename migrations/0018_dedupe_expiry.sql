-- Each dedupe key says itself until when it counts, so that keys may be kept for as long as their webhook wants, and go in
-- small amounts when that is over. Rows of before, and of code of before, count for 30 days.

ALTER TABLE execution_dedupe ADD COLUMN expires_at TIMESTAMPTZ NOT NULL DEFAULT now() + interval '30 days';

CREATE INDEX idx_execution_dedupe_expires ON execution_dedupe (expires_at);
DROP INDEX idx_execution_dedupe_created;
