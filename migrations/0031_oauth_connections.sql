-- Credentials whose tokens come by consent (OAuth 2.0, authorisation code). NULL: the credential needs none.
ALTER TABLE credentials
  ADD COLUMN connection VARCHAR(20) CHECK (connection IN ('not_connected', 'connected', 'reconnect_needed')),
  ADD COLUMN connected_at TIMESTAMPTZ,
  ADD COLUMN connected_by UUID REFERENCES users (id) ON DELETE SET NULL,
  -- What the provider told that is no secret: the scope, and how its API is addressed.
  ADD COLUMN connection_details JSON,
  ADD COLUMN reconnect_reason VARCHAR(50),
  ADD COLUMN reconnect_since TIMESTAMPTZ,
  -- Access and refresh token, sealed. The generation counts their changes; whoever renews them holds the lease.
  ADD COLUMN tokens TEXT,
  ADD COLUMN tokens_expire_at TIMESTAMPTZ,
  ADD COLUMN token_generation INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN refresh_lease UUID,
  ADD COLUMN refresh_lease_until TIMESTAMPTZ;

-- Consents that were asked for and have not come back: of which browser, and sealed state and PKCE verifier. Hashes are SHA-256.
CREATE TABLE oauth_connections (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  credential_id UUID NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  ticket_hash VARCHAR(64) NOT NULL,
  state_hash VARCHAR(64) NOT NULL,
  browser_hash VARCHAR(64) NOT NULL,
  data_hash VARCHAR(64) NOT NULL,
  secrets TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX idx_oauth_connections_ticket ON oauth_connections (ticket_hash);
CREATE UNIQUE INDEX idx_oauth_connections_state ON oauth_connections (state_hash);
CREATE INDEX idx_oauth_connections_created ON oauth_connections (created_at);
