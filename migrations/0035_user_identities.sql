-- Who users are at providers that they sign in with. issuer and subject name a person for ever; the email is what it was then.
CREATE TABLE user_identities (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider VARCHAR(30) NOT NULL,
  issuer VARCHAR(255) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  email VARCHAR(255),
  created_at TIMESTAMPTZ NOT NULL,
  last_used_at TIMESTAMPTZ,
  CONSTRAINT user_identities_subject_key UNIQUE (issuer, subject)
);
CREATE INDEX idx_user_identities_user ON user_identities (user_id);
