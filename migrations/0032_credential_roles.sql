-- The least role that sees a credential and may take it up in workflows.
ALTER TABLE credentials
  ADD COLUMN min_role VARCHAR(20) NOT NULL DEFAULT 'viewer',
  ADD CONSTRAINT credentials_min_role_check CHECK (min_role IN ('viewer', 'member', 'admin', 'owner'));
