-- Step-up: when the user of a session last proved by password or factor who they are.
ALTER TABLE sessions ADD COLUMN confirmed_at TIMESTAMPTZ;

-- How often something that can be guessed or abused was tried, by whom or from where (subject_hash: SHA-256 of the kind and the
-- subject), within a window that begins with the first try.
CREATE TABLE attempts (
  subject_hash VARCHAR(64) PRIMARY KEY,
  kind VARCHAR(50) NOT NULL,
  count INTEGER NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX idx_attempts_expires ON attempts (expires_at);

-- Mails of the platform itself belong to no workspace and no execution.
ALTER TABLE mail_outbox ALTER COLUMN workspace_id DROP NOT NULL;
ALTER TABLE mail_outbox ALTER COLUMN execution_id DROP NOT NULL;
