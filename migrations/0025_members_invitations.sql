-- Invitations into a workspace: to one address, used once, or by a link that several may use. The token is stored hashed.
CREATE TABLE invitations (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  invited_by UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  email VARCHAR(255),
  role VARCHAR(20) NOT NULL,
  token_hash VARCHAR(64) NOT NULL,
  max_uses INTEGER NOT NULL DEFAULT 1,
  uses INTEGER NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ,
  CONSTRAINT invitations_token_hash_key UNIQUE (token_hash),
  CONSTRAINT invitations_role_check CHECK (role IN ('owner', 'admin', 'member', 'viewer'))
);
CREATE INDEX idx_invitations_workspace ON invitations (workspace_id, id DESC);
CREATE INDEX idx_invitations_invited_by ON invitations (invited_by);

-- Whom a workspace removed, and when last: an invitation from before that moment lets them in no more.
CREATE TABLE removed_members (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  removed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX idx_removed_members_user ON removed_members (user_id);

-- A workspace that is to be deleted: since when, and when its rows go.
ALTER TABLE workspaces ADD COLUMN deleted_at TIMESTAMPTZ, ADD COLUMN deletes_at TIMESTAMPTZ;
CREATE INDEX idx_workspaces_deletes ON workspaces (deletes_at) WHERE deletes_at IS NOT NULL;
