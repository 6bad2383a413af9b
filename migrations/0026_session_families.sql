-- A session is a family of refresh tokens: which one the present token replaced, and when. The one before, presented again within
-- seconds, is another tab of the same browser; later, or any earlier one, it has leaked.
ALTER TABLE sessions ADD COLUMN previous_hash VARCHAR(255);
ALTER TABLE sessions ADD COLUMN rotated_at TIMESTAMPTZ;

-- The nightly deletion of what ended long ago.
CREATE INDEX idx_sessions_expires ON sessions (expires_at);
